import assert from 'node:assert/strict';
import { createPathDisplay } from '../../../src/domain/displayPaths';
import { toHostDiagnostic } from '../../../src/domain/hostDiagnostic';
import { createPathMap } from '../../../src/domain/pathMap';

const pathMap = createPathMap(
  [{ type: 'bind', source: '/home/me/app', destination: '/workspace', writable: true }],
  { platform: 'linux' },
);
const display = createPathDisplay(pathMap, '/workspace/build');

suite('container paths shown as host paths', () => {
  for (const [what, text, expected] of [
    [
      'at the start of a line',
      '/workspace/a.cpp:3:1: error: x',
      '/home/me/app/a.cpp:3:1: error: x',
    ],
    [
      'after a colour',
      '\u001b[01m\u001b[K/workspace/a.cpp:3:\u001b[m',
      '\u001b[01m\u001b[K/home/me/app/a.cpp:3:\u001b[m',
    ],
    ['in quotes', "cd '/workspace/build' && x", "cd '/home/me/app/build' && x"],
    ['in options', 'c++ -I/workspace/inc -o x', 'c++ -I/home/me/app/inc -o x'],
    ['twice', '/workspace/a /workspace/b', '/home/me/app/a /home/me/app/b'],
    ['as the root itself', 'in /workspace', 'in /home/me/app'],
    [
      'relative to the build folder',
      '../fleet/dock.cpp:35:9: warning: x',
      '/home/me/app/fleet/dock.cpp:35:9: warning: x',
    ],
    ['not inside another path', '/opt/workspace/a.cpp:3', '/opt/workspace/a.cpp:3'],
    [
      'not as the beginning of another name',
      '/workspaces/a.cpp /workspace-2/a',
      '/workspaces/a.cpp /workspace-2/a',
    ],
    ['not when only the container has it', '../../usr/include/x.h:1', '../../usr/include/x.h:1'],
    ['not in an ellipsis', 'Scanning ... done /usr/lib', 'Scanning ... done /usr/lib'],
  ] as const) {
    test(what, () => {
      assert.equal(display(text), expected);
    });
  }

  test('on Windows', () => {
    const windows = createPathMap(
      [
        {
          type: 'bind',
          source: String.raw`C:\code\app`,
          destination: '/workspace',
          writable: true,
        },
      ],
      { platform: 'win32' },
    );

    assert.equal(
      createPathDisplay(windows, '/workspace/build')('/workspace/src/a.cpp:3: error'),
      String.raw`C:\code\app\src\a.cpp:3: error`,
    );
  });
});

suite('diagnostics at the host path', () => {
  const base = { severity: 'error', source: 'gcc', message: 'no match', related: [] } as const;

  test('a source of the folder is named by its host path', () => {
    const diagnostic = { ...base, location: { path: '/workspace/a.cpp', line: 3, column: 7 } };

    assert.deepEqual(toHostDiagnostic(diagnostic, pathMap), {
      ...base,
      location: { path: '/home/me/app/a.cpp', line: 3, column: 7 },
    });
  });

  test('an error in a header of the container moves to the line that led there', () => {
    const diagnostic = {
      ...base,
      location: { path: '/usr/include/x.h', line: 9 },
      related: [
        { message: 'required from y', location: { path: '/usr/include/y.h', line: 2 } },
        { message: 'required from here', location: { path: '/workspace/a.cpp', line: 14 } },
      ],
    };

    assert.deepEqual(toHostDiagnostic(diagnostic, pathMap), {
      ...base,
      location: { path: '/home/me/app/a.cpp', line: 14 },
      related: [
        {
          message: 'no match',
          location: { path: '/usr/include/x.h', line: 9, onlyInContainer: true },
        },
        {
          message: 'required from y',
          location: { path: '/usr/include/y.h', line: 2, onlyInContainer: true },
        },
      ],
    });
  });

  test('an error that nothing ties to the folder keeps its container path and says so', () => {
    const diagnostic = { ...base, location: { path: '/opt/x.cpp', line: 1 } };

    assert.deepEqual(toHostDiagnostic(diagnostic, pathMap).location, {
      path: '/opt/x.cpp',
      line: 1,
      onlyInContainer: true,
    });
  });
});
