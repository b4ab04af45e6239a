import assert from 'node:assert/strict';
import { hasCompilerCache, withCompilerCache } from '../../../src/domain/compilerCache';
import { toDockerRun } from '../../../src/domain/toDockerRun';

suite('The compiler cache of a container', () => {
  test('is a named volume that ccache is told of, once', () => {
    const spec = withCompilerCache(withCompilerCache({ image: 'gcc', env: ['CCACHE_DIR=/old'] }));

    assert.deepEqual(toDockerRun(spec).slice(2), [
      ...['--mount', 'type=volume,source=drydock-ccache,target=/var/cache/drydock-ccache'],
      ...['-e', 'CCACHE_DIR=/var/cache/drydock-ccache', '-e', 'CCACHE_UMASK=000'],
      'gcc',
    ]);
  });

  test('is there already where somebody says where ccache keeps things', () => {
    assert.equal(hasCompilerCache({ image: 'gcc' }), false);
    assert.equal(hasCompilerCache({ image: 'gcc', env: ['CCACHE_DIR=/mine'] }), true);
    assert.equal(hasCompilerCache(withCompilerCache({ image: 'gcc' })), true);
  });
});
