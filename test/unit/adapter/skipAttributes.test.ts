import assert from 'node:assert/strict';
import { Attributes } from '../../../src/adapter/plan/attributes';
import { readStepping, skipPattern } from '../../../src/adapter/plan/skipAttributes';
import { createPathMap } from '../../../src/domain/pathMap';
import { skipCommands } from '../../../src/gdb/skipCommands';

suite('what steps go over', () => {
  const pathMap = createPathMap([], {
    platform: 'linux',
    overrides: [{ hostRoot: '/home/me/app', containerRoot: '/work' }],
  });

  test('a pattern with a slash is of files, also by their place on the host', () => {
    assert.deepEqual(skipPattern('/home/me/app/third_party/**', pathMap), {
      kind: 'file',
      glob: '/work/third_party/**',
    });
    assert.deepEqual(skipPattern('/usr/include/*.h', pathMap), {
      kind: 'file',
      glob: '/usr/include/*.h',
    });
    assert.deepEqual(skipPattern('std::*', pathMap), { kind: 'function', glob: 'std::*' });
  });

  test('two stars are folders of any depth', () => {
    const commands = skipCommands({ kind: 'file', glob: '/usr/include/**' });
    assert.deepEqual(commands.slice(0, 2), [
      'skip -gfi "/usr/include/*"',
      'skip -gfi "/usr/include/*/*"',
    ]);
    assert.equal(skipCommands({ kind: 'file', glob: '/a/**/x.h' })[0], 'skip -gfi "/a/x.h"');
    assert.deepEqual(skipCommands({ kind: 'file', glob: '/a b/c.h' }), ['skip -gfi "/a b/c.h"']);
  });

  test('a function is skipped with all its parameters, and only that function', () => {
    assert.deepEqual(skipCommands({ kind: 'function', glob: 'Point::x' }), [
      'skip -rfu "^Point::x$"',
      'skip -rfu "^Point::x("',
    ]);
    assert.deepEqual(skipCommands({ kind: 'function', glob: 'std::*' }), ['skip -rfu "^std::"']);
    assert.deepEqual(
      skipCommands({ kind: 'function', glob: 'A::operator[]' })[0],
      'skip -rfu "^A::operator[[]]$"',
    );
  });

  test('refuses entries that gdb could not take', () => {
    for (const entry of [' ', 'a\nb']) {
      assert.throws(() => readStepping(new Attributes({ skip: [entry] })), /The attribute "skip"/);
    }
    assert.throws(
      () => readStepping(new Attributes({ skip: 'std::*' })),
      /"skip".*list of strings/,
    );
  });
});
