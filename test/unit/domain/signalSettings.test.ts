import assert from 'node:assert/strict';
import {
  parseSignalStates,
  signalChanges,
  signalParts,
  type SignalState,
} from '../../../src/domain/signalSettings';

const usr1: SignalState = { name: 'SIGUSR1', meaning: 'User', stop: true, print: true, pass: true };
const int: SignalState = { name: 'SIGINT', meaning: 'Int', stop: true, print: true, pass: false };

suite('settings of signals', () => {
  test('are in one word what they are in parts', () => {
    assert.deepEqual(signalParts('stop'), { stop: true });
    assert.deepEqual(signalParts('pass'), { stop: false, print: false, pass: true });
    assert.deepEqual(signalParts('ignore'), { stop: false, print: false, pass: false });
    assert.deepEqual(signalParts({ pass: true }), { pass: true });
  });

  test('are changed where they differ, and nowhere else', () => {
    const all = new Set(['SIGUSR1', 'SIGINT']);
    assert.deepEqual(signalChanges([usr1, int], all, new Set(['SIGUSR1'])), {});
    assert.deepEqual(signalChanges([usr1, int], new Set(['SIGINT']), all), {
      SIGUSR1: { stop: false, print: false },
      SIGINT: { pass: true },
    });
  });

  test('are read only when they are a list of signals', () => {
    assert.deepEqual(parseSignalStates({ signals: [usr1, int] }), [usr1, int]);
    assert.equal(parseSignalStates({ signals: [{ name: 'SIGUSR1' }] }), undefined);
    assert.equal(parseSignalStates(undefined), undefined);
  });
});
