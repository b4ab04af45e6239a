import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import type { ContainerSpec } from '../../src/domain/containerSpec';
import { applySpecPatch } from '../../src/domain/lint/specFinding';
import { parseDockerRun } from '../../src/domain/parseDockerRun';
import { toDockerRun } from '../../src/domain/toDockerRun';
import { containerSpecOf } from '../../src/engine/containerSpecOf';
import { LooseJson } from '../../src/engine/looseJson';
import { specFromInspect } from '../../src/engine/specFromInspect';
import { openTestEngine, testLabels, testName, type TestEngine } from '../support/testEngine';

const image = 'drydock-test/busybox';

/**
 * What an engine of a test refuses: other hardware, a host path or a container that is not there,
 * and lines whose mistakes only the engine finds. The next to last lose a word that means the
 * default, and the last would leave a volume behind.
 */
const refusedHere =
  /nvidia|\/data,|cpuset-cpus|cpu-rt|--cpus (?:-1|1e1)|--platform|relative\/|--link |:c:d|C:\\|source=\.?\/?a,|volume-opt|src=\/b|container:x|--log-opt a |kernel-memory|storage-opt|volumes-from|--runtime|--ip x|-m 10 |volume-subpath|--blkio-weight|--restart no|ccache/;

const lines = ['docker-run-golden.jsonl', 'docker-run-more.jsonl']
  .flatMap((name) =>
    readFileSync(new URL(`../unit/fixtures/${name}`, import.meta.url), 'utf8')
      .trim()
      .split('\n'),
  )
  .map((line) => JSON.parse(line) as { command: string; exit?: number })
  .filter(({ exit }) => exit === undefined)
  .map(({ command }) => command)
  .filter((command) => !refusedHere.test(command));

suite('the specification of a container that exists', () => {
  let real: TestEngine;

  suiteSetup(async () => {
    real = await openTestEngine();
  });

  suiteTeardown(() => real.dispose());

  async function create(spec: ContainerSpec): Promise<string> {
    const { id } = await real.engine.createContainer({
      ...spec,
      image,
      labels: { ...spec.labels, ...testLabels },
    });
    real.removeLater('container', id);
    return id;
  }

  async function inspect(id: string): Promise<Record<string, Record<string, unknown>>> {
    return JSON.parse(await real.engine.inspectContainerJson(id)) as Record<
      string,
      Record<string, unknown>
    >;
  }

  async function specOf(id: string): Promise<ContainerSpec> {
    return specFromInspect(
      LooseJson.parse(await real.engine.inspectContainerJson(id)),
      LooseJson.parse(await real.engine.inspectImageJson(image)),
      { anonymousVolumes: 'leave' },
    ).spec;
  }

  test('anonymous volumes are carried over by their names, and the rest is said as it was', async () => {
    const name = testName('spec');
    const line = `docker run -it --name ${name} --init --cap-add SYS_PTRACE -v /cache -p 127.0.0.1::80 -w /srv ${image} sh -l`;
    const id = await create(parseDockerRun(line, { cwd: '/tmp' }).spec);
    const { mounts = [], labels, ...spec } = (await containerSpecOf(real.engine, id, 'carry')).spec;
    assert.equal(
      // The engine of cgroup v1 gives this by itself, and its answer does not tell.
      toDockerRun(applySpecPatch(spec, { cgroupns: undefined })).join(' '),
      line.replace(' -v /cache', '').replace(/ -p.*-w \S+/, ' -w /srv -p 127.0.0.1::80'),
    );
    assert.deepEqual(labels, testLabels);
    const [volume] = (await real.engine.inspectContainer(id)).mounts;
    assert.equal(volume?.destination, '/cache');
    const source = mounts[0]?.source ?? 'none';
    assert.deepEqual(mounts, [{ kind: 'volume', source, target: '/cache' }]);
    assert.ok(volume.source.includes(`/${source}/`));
  });

  for (const line of lines) {
    test(line, async () => {
      const { spec } = parseDockerRun(line, { cwd: '/tmp' });
      const first = await create(unnamed(spec));
      const second = await create(unnamed(await specOf(first)));
      const [one, other] = [await inspect(first), await inspect(second)];
      assert.deepEqual(other['HostConfig'], one['HostConfig']);
      assert.deepEqual({ ...other['Config'], Hostname: '' }, { ...one['Config'], Hostname: '' });
    });
  }
});

function unnamed(spec: ContainerSpec): ContainerSpec {
  return applySpecPatch(spec, { name: undefined });
}
