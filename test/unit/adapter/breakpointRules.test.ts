import assert from 'node:assert/strict';
import { parseHitCondition, planHits } from '../../../src/adapter/breakpoints/hitCondition';
import { parseLogMessage } from '../../../src/adapter/breakpoints/logMessage';
import { logLine } from '../../../src/adapter/breakpoints/logOutput';
import { matchSource } from '../../../src/adapter/breakpoints/sourceMatch';

suite('a hit condition', () => {
  const plan = (text: string): unknown => planHits(parseHitCondition(text));

  test('that is a number stops from that hit on', () => {
    assert.deepEqual(plan('5'), { ignoreCount: 4 });
    assert.deepEqual(plan(' >= 5 '), { ignoreCount: 4 });
    assert.deepEqual(plan('>5'), { ignoreCount: 5 });
  });

  test('with % stops at each multiple', () => {
    assert.deepEqual(plan('%3'), { ignoreCount: 2, afterStop: { ignore: 2 } });
    assert.deepEqual(plan('%1'), { ignoreCount: 0 });
    assert.deepEqual(plan('%0'), { ignoreCount: 0 });
  });

  test('with = stops once, with < at the first hits only', () => {
    assert.deepEqual(plan('=4'), { ignoreCount: 3, afterStop: { disableFrom: 4 } });
    assert.deepEqual(plan('==4'), { ignoreCount: 3, afterStop: { disableFrom: 4 } });
    assert.deepEqual(plan('<3'), { ignoreCount: 0, afterStop: { disableFrom: 2 } });
    assert.deepEqual(plan('<=3'), { ignoreCount: 0, afterStop: { disableFrom: 3 } });
    assert.deepEqual(plan('<1'), { ignoreCount: 2 ** 31 - 1 });
    assert.deepEqual(plan('=0'), { ignoreCount: 2 ** 31 - 1 });
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

suite('the line of a log point', () => {
  test('shows strings as their text, and other values as gdb does', () => {
    const parts = parseLogMessage('{a}, {b}, {c}, {d}');
    const values = ['"two\\nlines"', '0x55d0 <name> "h\\303\\251"', '{x = 1}', "120 'x'"];
    assert.equal(logLine(parts, values), "two\nlines, hé, {x = 1}, 120 'x'");
  });
});

suite('a source that the program names by another path', () => {
  const none = (): boolean => false;

  test('is the one with the most last folders in common', () => {
    const sources = ['/build/other/main.cpp', '/build/src/main.cpp', '/build/src/util.cpp'];
    assert.deepEqual(matchSource('/home/me/src/main.cpp', sources, none), {
      kind: 'same',
      path: '/build/src/main.cpp',
    });
    assert.deepEqual(matchSource('/home/me/src/none.cpp', sources, none), { kind: 'none' });
  });

  test('is not guessed when several fit, or when the one that fits is another file', () => {
    const sources = ['/a/x/main.cpp', '/b/x/main.cpp', './src/./y.cpp', '/src/y.cpp'];
    assert.deepEqual(matchSource('/home/x/main.cpp', sources, none), {
      kind: 'several',
      paths: ['/a/x/main.cpp', '/b/x/main.cpp'],
    });
    assert.deepEqual(
      matchSource('/a/main.cpp', ['/b/main.cpp'], () => true),
      { kind: 'near', path: '/b/main.cpp' },
    );
  });

  test('may be named in several ways', () => {
    assert.deepEqual(matchSource('/p/src/y.cpp', ['/w/./src/y.cpp', '/w/src/y.cpp'], none), {
      kind: 'same',
      path: '/w/src/y.cpp',
    });
  });

  test('may be wanted by a path of Windows', () => {
    assert.deepEqual(matchSource('C:\\me\\src\\y.cpp', ['/w/src/y.cpp'], none), {
      kind: 'same',
      path: '/w/src/y.cpp',
    });
  });
});
