import assert from 'node:assert/strict';
import { parseHitCondition } from '../../../src/adapter/hitCondition';
import { parseLogMessage } from '../../../src/adapter/logMessage';
import { nearestPath } from '../../../src/adapter/unboundBreakpoint';

suite('a hit condition', () => {
  test('that is a number stops from that hit on', () => {
    assert.deepEqual(parseHitCondition('5'), { ignoreCount: 4 });
    assert.deepEqual(parseHitCondition(' >= 5 '), { ignoreCount: 4 });
    assert.deepEqual(parseHitCondition('>5'), { ignoreCount: 5 });
  });

  test('with % stops at each multiple', () => {
    assert.deepEqual(parseHitCondition('%3'), { ignoreCount: 2, afterStop: { ignore: 2 } });
    assert.deepEqual(parseHitCondition('%1'), { ignoreCount: 0 });
  });

  test('with = stops once, with < at the first hits only', () => {
    assert.deepEqual(parseHitCondition('=4'), { ignoreCount: 3, afterStop: { disableFrom: 4 } });
    assert.deepEqual(parseHitCondition('<3'), { ignoreCount: 0, afterStop: { disableFrom: 2 } });
    assert.deepEqual(parseHitCondition('<=3'), { ignoreCount: 0, afterStop: { disableFrom: 3 } });
    assert.equal(parseHitCondition('<1').ignoreCount, 2 ** 31 - 1);
  });

  test('that is not understood is quoted', () => {
    assert.throws(() => parseHitCondition('often'), /The hit condition "often" is not understood/);
  });
});

suite('a log message', () => {
  test('is cut at its expressions', () => {
    assert.deepEqual(parseLogMessage('x={x}, y={p->y}!'), [
      { text: 'x=' },
      { expression: 'x' },
      { text: ', y=' },
      { expression: 'p->y' },
      { text: '!' },
    ]);
  });

  test('may hold braces in an expression, and braces that mean themselves', () => {
    assert.deepEqual(parseLogMessage('{f({1, 2})} \\{x\\} {open'), [
      { expression: 'f({1, 2})' },
      { text: ' {x} {open' },
    ]);
  });
});

suite('the source nearest to one that is not there', () => {
  test('has the same name and the most folders in common', () => {
    const sources = ['/build/other/main.cpp', '/build/src/main.cpp', '/build/src/util.cpp'];
    assert.equal(nearestPath('/home/me/src/main.cpp', sources), '/build/src/main.cpp');
    assert.equal(nearestPath('/home/me/src/none.cpp', sources), undefined);
  });
});
