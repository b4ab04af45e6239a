import assert from 'node:assert/strict';
import { parseOpenTerminal } from '../../../src/workbench/debug/openTerminalBody';

suite('openTerminalBody', () => {
  test('what the adapter sends is read', () => {
    const body = { containerId: 'c', title: 'app', argv: ['sh'], user: '0' };
    assert.deepEqual(parseOpenTerminal(body), body);
  });

  test('the user may be left out', () => {
    const body = { containerId: 'c', title: 'app', argv: ['sh', '-c', 'tty'] };
    assert.deepEqual(parseOpenTerminal(body), body);
  });

  test('anything else is refused', () => {
    assert.equal(parseOpenTerminal(undefined), undefined);
    assert.equal(parseOpenTerminal({ containerId: 'c', title: 'app', argv: 'sh' }), undefined);
    assert.equal(parseOpenTerminal({ title: 'app', argv: [] }), undefined);
  });
});
