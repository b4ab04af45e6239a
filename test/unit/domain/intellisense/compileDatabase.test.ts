import assert from 'node:assert/strict';
import { splitCommandLine } from '../../../../src/domain/intellisense/commandLine';
import {
  CompileDatabaseError,
  compileCommandsIn,
  wordsOf,
} from '../../../../src/domain/intellisense/compileDatabase';

suite('A compilation database', () => {
  test('is read entry by entry, by command or by arguments', () => {
    const text = JSON.stringify(
      [
        { directory: '/b', command: 'c++ -DX=\\"a\\" -c m.cpp', file: 'm.cpp', output: 'm.o' },
        { directory: '/b', arguments: ['cc', '-c', 'n.c'], file: '/w/n.c' },
      ],
      undefined,
      2,
    );

    assert.deepEqual(
      [...compileCommandsIn(text)].map((entry) => [entry.directory, entry.file, wordsOf(entry)]),
      [
        ['/b', 'm.cpp', ['c++', '-DX="a"', '-c', 'm.cpp']],
        ['/b', '/w/n.c', ['cc', '-c', 'n.c']],
      ],
    );
  });

  test('may hold braces and quotes in its strings', () => {
    const command = String.raw`c++ '-DA={"}' -c "a \\ } b.cpp"`;
    const text = JSON.stringify([{ directory: '/b', command, file: 'a } b.cpp' }]);

    const [entry] = compileCommandsIn(text);

    assert.deepEqual(entry && wordsOf(entry), ['c++', '-DA={"}', '-c', String.raw`a \ } b.cpp`]);
  });

  test('passes over an entry that says nothing', () => {
    assert.deepEqual([...compileCommandsIn('[{"directory": "/b", "file": "x.c"}, {}]')], []);
  });

  for (const [what, text] of [
    ['something else', '{"version": 4}'],
    ['a list that is cut in an entry', '[{"directory": "/b", '],
    ['a list that is cut in a string', '[{"directory": "/b'],
    ['an entry that is no JSON', '[{directory}]'],
  ] as const) {
    test(`is not ${what}`, () => {
      assert.throws(() => [...compileCommandsIn(text)], CompileDatabaseError);
    });
  }
});

suite('A command line of a compilation database', () => {
  for (const [text, words] of [
    ['cc  -c\ta.c', ['cc', '-c', 'a.c']],
    [`cc '-DA=x y' "-DB=\\"z\\"" a\\ b.c`, ['cc', '-DA=x y', '-DB="z"', 'a b.c']],
    [`cc -D'A'"B"C '' `, ['cc', '-DABC', '']],
    [`cc "-DS=\\$x\\n"`, ['cc', '-DS=$x\\n']],
  ] as const) {
    test(`${text} has ${words.length} words`, () => {
      assert.deepEqual(splitCommandLine(text), words);
    });
  }
});
