import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { inCharacters } from '../../../../src/domain/diagnostics/sourceColumns';
import { readRecording, recordedFolder } from './corpus';

const source = readFileSync(join(recordedFolder, '../sources/src/tabs.cpp'), 'utf8').split('\n');
const umlauts = source.findIndex((line) => line.includes('ü')) + 1;

suite('columns as an editor counts them', () => {
  for (const [place, recording] of [
    ['bullseye', 'gcc-tabs'],
    ['bookworm', 'gcc-tabs'],
    ['trixie', 'gcc-tabs'],
    ['trixie', 'clang-tabs'],
  ] as const) {
    test(`tabs and umlauts before the place: ${recording} of ${place}`, () => {
      const places = readRecording(join(recordedFolder, place, `${recording}.txt`));
      const marked = places
        // Without a caret, nothing tells how a line with umlauts was counted.
        .filter(({ location }) => location.caret !== undefined || location.line !== umlauts)
        .map(({ location }) => {
          const line = source[location.line - 1] ?? '';
          const { column = 1, endColumn = column } = inCharacters(location, line);
          return endColumn > column
            ? line.slice(column - 1, endColumn - 1)
            : line.slice(column - 1);
        });

      for (const text of marked) {
        assert.match(text, /^(?:3\.0|undeclared\b.*|wide|missing;?|length)$/);
      }
      assert.ok(marked.length >= 3);
    });
  }

  test('attributes that nvcc 12 leaves out, and an indentation', () => {
    const sources = join(recordedFolder, '../sources');
    const places = readRecording(join(recordedFolder, 'cuda-trixie/nvcc.txt'))
      .filter(({ location }) => location.column !== undefined)
      .map(({ location }) => {
        const file = join(sources, location.path.replace('/workspace/', ''));
        const line = readFileSync(file, 'utf8').split('\n')[location.line - 1] ?? '';
        return line.slice((inCharacters(location, line).column ?? 0) - 1).slice(0, 8);
      });

    assert.deepEqual(places, [
      'foo; Wid',
      'static_a',
      '3); retu',
      'undeclar',
      'warning ',
      '-1; retu',
      '< 0; }',
      'unused =',
      '}',
      '"nowhere',
      'static_a',
      's.value ',
    ]);
    const indented = { path: '/a.cu', line: 1, column: 9, caret: { tail: 'foo;' } };
    assert.equal(inCharacters(indented, '\tp[0] = foo; // Grüße').column, 9);
  });

  test('a place without a caret stays as it is', () => {
    const location = { path: '/a.cpp', line: 1, column: 9 };

    assert.deepEqual(inCharacters(location, '\tint wide;'), location);
  });

  test('wide characters take two columns', () => {
    const line = 'auto s = "漢字"; x';
    const location = { path: '/a.cpp', line: 1, column: 18, caret: { column: 18, echo: line } };

    assert.equal(inCharacters(location, line).column, line.indexOf('x') + 1);
  });
});
