import assert from 'node:assert/strict';
import { withCompilerCache } from '../../src/domain/compilerCache';
import { defaultBuildSettings } from '../../src/project/buildSettings';
import { openCompilerCache } from '../../src/project/openCompilerCache';
import { openTestEngine, testLabels, testName, type TestEngine } from '../support/testEngine';
import { openSampleProject, RecordingSink, type SampleProject } from './sampleProject';

suite('The compiler cache of containers', function () {
  // Compilers share a busy machine with other suites.
  this.timeout(300_000);
  let testEngine: TestEngine;
  let volume: string;

  suiteSetup(async () => {
    testEngine = await openTestEngine();
    volume = await testEngine.engine.createVolume({ name: testName('ccache'), labels: testLabels });
    testEngine.removeLater('volume', volume);
  });

  suiteTeardown(() => testEngine.dispose());

  /** A new container with the cache, in which an ordinary user has built the sample. */
  const built = async (): Promise<SampleProject> => {
    const sample = await openSampleProject(
      testEngine,
      'drydock-test/bookworm-clang',
      'cpp-app',
      (spec) => withCompilerCache(spec, volume),
    );
    const { engine } = testEngine;
    await openCompilerCache(engine, await engine.inspectContainer(sample.container));
    const sink = new RecordingSink();
    const { exitCode } = await sample.project.build(defaultBuildSettings, [], sink);
    assert.equal(exitCode, 0, sink.text);
    return sample;
  };
  const countOf = (statistics: string, name: string): number =>
    Number(new RegExp(`^${name}\\s+(\\d+)$`, 'm').exec(statistics)?.[1]);
  const hits = async (sample: SampleProject): Promise<number> => {
    const statistics = await sample.run('ccache', '--print-stats');
    return countOf(statistics, 'direct_cache_hit') + countOf(statistics, 'preprocessed_cache_hit');
  };

  test('is what the next container compiles with, whoever builds there', async () => {
    const first = await built();
    const atFirst = await hits(first);
    await first.dispose();
    const second = await built();
    try {
      const ofOrdinaryUser = await hits(second);
      // Root replaces and reads what the ordinary user has put there.
      await second.run('rm', '-r', '/workspace/build');
      const root = second.projectOf({ uid: 0, gid: 0 });
      const sink = new RecordingSink();
      const { exitCode } = await root.build(defaultBuildSettings, [], sink);
      const ofRoot = await hits(second);

      assert.equal(exitCode, 0, sink.text);
      assert.equal(atFirst, 0);
      assert.ok(ofOrdinaryUser >= 3, `${ofOrdinaryUser} hits`);
      assert.ok(ofRoot > ofOrdinaryUser, `${ofRoot} hits`);
    } finally {
      await second.dispose();
    }
  });
});
