import assert from 'node:assert/strict';
import { FileApiError, parseFileApiReply } from '../../../src/domain/cmakeFileApi';

const replies = new Map<string, unknown>([
  ['index-2026-01-01T00-00-00-0000.json', { reply: {} }],
  [
    'index-2026-01-02T00-00-00-0000.json',
    {
      reply: {
        'client-drydock': {
          'query.json': {
            responses: [
              { error: 'unknown request kind' },
              { kind: 'codemodel', jsonFile: 'codemodel-v2.json' },
            ],
          },
        },
      },
    },
  ],
  [
    'codemodel-v2.json',
    {
      paths: { source: '/w', build: '/w/build' },
      configurations: [
        {
          name: 'Debug',
          targets: [{ jsonFile: 'target-app-Debug.json' }, { jsonFile: 'all.json' }],
        },
        { name: 'Release', targets: [{ jsonFile: 'target-lib-Release.json' }] },
      ],
    },
  ],
  [
    'target-app-Debug.json',
    {
      name: 'app',
      type: 'EXECUTABLE',
      nameOnDisk: 'app',
      artifacts: [{ path: 'bin/app' }],
      paths: { source: 'tools' },
      backtrace: 1,
      backtraceGraph: {
        files: ['tools/CMakeLists.txt'],
        nodes: [{ file: 0 }, { file: 0, line: 7, parent: 0 }],
      },
    },
  ],
  ['all.json', { name: 'ALL_BUILD', type: 'UTILITY', isGeneratorProvided: true }],
  [
    'target-lib-Release.json',
    {
      name: 'lib',
      type: 'SHARED_LIBRARY',
      nameOnDisk: 'liblib.so.1',
      artifacts: [{ path: 'liblib.so' }, { path: '/elsewhere/liblib.so.1' }],
    },
  ],
]);

function asText(changes: Record<string, unknown> = {}): Map<string, string> {
  return new Map(
    [...replies, ...Object.entries(changes)].map(([name, value]) => [name, JSON.stringify(value)]),
  );
}

suite("replies of CMake's file API", () => {
  test('the newest index leads to the targets of the configuration', () => {
    assert.deepEqual(parseFileApiReply(asText(), 'Debug'), [
      {
        name: 'app',
        kind: 'executable',
        artifactContainerPath: '/w/build/bin/app',
        sourceContainerPath: '/w/tools',
        definedAt: { path: '/w/tools/CMakeLists.txt', line: 7 },
      },
    ]);
  });

  test('a library is the file that bears its name on disk', () => {
    assert.deepEqual(parseFileApiReply(asText(), 'Release'), [
      {
        name: 'lib',
        kind: 'sharedLibrary',
        artifactContainerPath: '/elsewhere/liblib.so.1',
        sourceContainerPath: '/w',
      },
    ]);
  });

  test('a single-configuration generator has one, whatever it is called', () => {
    assert.deepEqual(
      parseFileApiReply(asText(), 'Profile')?.map((target) => target.name),
      ['app'],
    );
  });

  test('no index means that CMake has not answered', () => {
    assert.equal(parseFileApiReply(new Map()), undefined);
  });

  test('an answer to somebody else is none to us', () => {
    const name = 'index-2026-01-03T00-00-00-0000.json';

    assert.equal(parseFileApiReply(asText({ [name]: { reply: {} } })), undefined);
  });

  test('a file that is named but absent is an error that names it', () => {
    const texts = asText();
    texts.delete('target-app-Debug.json');

    assert.throws(() => parseFileApiReply(texts, 'Debug'), {
      name: FileApiError.name,
      message: `CMake's file API names "target-app-Debug.json", which is not there.`,
    });
  });
});
