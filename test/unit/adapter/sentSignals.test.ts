import assert from 'node:assert/strict';
import { SentSignals } from '../../../src/adapter/execution/sentSignals';

suite('The signals that were sent to stop the program', () => {
  test('stop it once each', () => {
    const signals = new SentSignals();
    signals.sent('SIGINT');
    assert.equal(signals.takes('SIGTRAP'), false);
    assert.equal(signals.takes('SIGINT'), true);
    assert.equal(signals.takes('SIGINT'), false);
  });

  test('stop it twice when one was sent again, before the stop by the first or after it', () => {
    const before = new SentSignals();
    before.sent('SIGTRAP');
    before.sentAgain('SIGTRAP');
    const after = new SentSignals();
    after.sent('SIGTRAP');
    assert.equal(after.takes('SIGTRAP'), true);
    after.sentAgain('SIGTRAP');
    assert.equal(before.takes('SIGTRAP'), true);
    for (const signals of [before, after]) {
      assert.equal(signals.takes('SIGTRAP'), true);
      assert.equal(signals.takes('SIGTRAP'), false);
    }
  });

  test('are given up after some other stops, unless the program blocks them', () => {
    const signals = new SentSignals();
    signals.sent('SIGTRAP');
    signals.sentAgain('SIGTRAP');
    signals.sent('SIGINT');
    signals.held('SIGINT');
    Array.from({ length: 6 }, () => signals.passed());
    assert.equal(signals.takes('SIGTRAP'), false);
    assert.equal(signals.takes('SIGINT'), true);
  });

  test('mean nothing once the program has ended', () => {
    const signals = new SentSignals();
    signals.sent('SIGTRAP');
    signals.sentAgain('SIGTRAP');
    signals.clear();
    assert.equal(signals.takes('SIGTRAP'), false);
  });
});
