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
