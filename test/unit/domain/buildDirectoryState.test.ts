import assert from 'node:assert/strict';
import { isCacheOf, parseBuildDirectoryState } from '../../../src/domain/buildDirectoryState';

suite('the state of a build folder', () => {
  test('a configured one says how', () => {
    const state = parseBuildDirectoryState(
      [
        'source\t',
        'lists\t',
        'owner\t1000:1000',
        'hasCache\t',
        'cache\tCMAKE_HOME_DIRECTORY:INTERNAL=/workspace',
        'cache\tCMAKE_CACHEFILE_DIR:INTERNAL=/workspace/build',
        'cache\tCMAKE_GENERATOR:INTERNAL=Ninja',
        'cache\tCMAKE_BUILD_TYPE:STRING=Debug',
        'cache\tCMAKE_CXX_COMPILER:FILEPATH=/usr/bin/c++',
        'generated\t',
        'described\t',
      ].join('\n'),
    );

    assert.deepEqual(state, {
      sourceExists: true,
      hasLists: true,
      writable: true,
      owner: '1000:1000',
      cache: {
        sourceDirectory: '/workspace',
        buildDirectory: '/workspace/build',
        generator: 'Ninja',
        buildType: 'Debug',
        cCompiler: '',
        cxxCompiler: '/usr/bin/c++',
      },
      generated: true,
      described: true,
    });
  });

  test('an absent one has no cache', () => {
    const state = parseBuildDirectoryState('source\t\nlists\t\nowner\t0:0\nreadOnly\t/workspace');

    assert.equal(state.cache, undefined);
    assert.equal(state.writable, false);
  });

  test('a cache of another source or build folder is foreign', () => {
    const cache = {
      sourceDirectory: '/workspace',
      buildDirectory: '/workspace/build',
      generator: 'Ninja',
      buildType: 'Debug',
      cCompiler: '',
      cxxCompiler: '',
    };

    assert.equal(isCacheOf(cache, '/workspace', '/workspace/build'), true);
    assert.equal(isCacheOf(cache, '/workspace/', '/workspace/build/'), true);
    assert.equal(isCacheOf(cache, '/home/me/app', '/workspace/build'), false);
    assert.equal(isCacheOf(cache, '/workspace', '/workspace/other'), false);
  });
});
