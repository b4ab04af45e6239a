import assert from 'node:assert/strict';
import { readStack } from '../../../src/gdb/frame';
import { MiTuple } from '../../../src/gdb/miRecord';
import { readThreadNames } from '../../../src/gdb/threadCommands';

suite('frames and threads', () => {
  const stack = (...frames: readonly (readonly [address: string, name: string])[]): unknown =>
    readStack(
      frames.map(
        ([addr, func]) =>
          new MiTuple([
            ['addr', addr],
            ['func', func],
          ]),
      ),
    ).map(({ inlined }) => inlined ?? false);

  test('a function at the address of its caller is inlined', () => {
    assert.deepEqual(stack(['0x1', 'inner'], ['0x1', 'outer'], ['0x2', 'main']), [
      true,
      false,
      false,
    ]);
  });

  test('a recursion is not', () => {
    assert.deepEqual(stack(['0x1', 'again'], ['0x2', 'again'], ['0x2', 'again']), [
      false,
      false,
      false,
    ]);
  });

  test('reads the names of threads, whatever else is on the console', () => {
    assert.deepEqual(readThreadNames('[New Thread]\n[[2, "w\\u00e9"], [1, null]]\n'), [
      { id: 2, name: 'wé' },
      { id: 1, name: '' },
    ]);
    assert.deepEqual(readThreadNames('[]\n'), undefined);
    assert.equal(readThreadNames('[[1, "cut'), undefined);
  });
});
