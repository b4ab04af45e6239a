import assert from 'node:assert/strict';
import { terminalPlaces } from '../../../src/domain/terminalPlaces';

suite('places in a terminal', () => {
  test('absolute paths with a line are found where they stand', () => {
    const text = 'In file included from /usr/include/c++/12/map:60, (/opt/a.h:3:7)';

    assert.deepEqual(
      terminalPlaces(text).map(({ start, length, ...rest }) => ({
        ...rest,
        shown: text.slice(start, start + length),
      })),
      [
        {
          path: '/usr/include/c++/12/map',
          line: 60,
          column: 1,
          shown: '/usr/include/c++/12/map:60',
        },
        { path: '/opt/a.h', line: 3, column: 7, shown: '/opt/a.h:3:7' },
      ],
    );
  });

  test('relative paths, addresses and paths without a line are left alone', () => {
    assert.deepEqual(terminalPlaces('src/a.cpp:3 https://host:80/x:1 /usr/include/map'), []);
  });
});
