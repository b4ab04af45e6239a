import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { CancelledError } from '../../src/base/errors';
import type { ContainerSpec } from '../../src/domain/containerSpec';
import { adoptForFolder, defaultDevContainerSpec } from '../../src/domain/devContainerSpec';
import { parseDockerRun } from '../../src/domain/parseDockerRun';
import type { ContainerEngine } from '../../src/engine/containerEngine';
import { EngineError, type EngineErrorKind } from '../../src/engine/engineError';
import { createDevContainer, type DevContainer } from '../../src/project/createDevContainer';
import { openTestEngine, testLabels, testName, type TestEngine } from '../support/testEngine';

const image = 'drydock-test/busybox';

suite('creating a dev container', () => {
  let test_: TestEngine;
  let hostFolder: string;
  let name: string;

  setup(async () => {
    test_ = await openTestEngine();
    hostFolder = await mkdtemp(join(tmpdir(), 'drydock folder, with a comma-'));
    name = testName('create');
  });

  teardown(async () => {
    await test_.dispose();
    await rm(hostFolder, { recursive: true });
  });

  function specification(more: Partial<ContainerSpec> = {}): ContainerSpec {
    const spec = defaultDevContainerSpec({ hostFolder, folderName: name, image, gpus: false });
    return { ...spec, ...more, labels: { ...spec.labels, ...testLabels } };
  }

  async function create(
    spec: ContainerSpec,
    report: (message: string) => void = () => undefined,
    signal?: AbortSignal,
  ): Promise<DevContainer> {
    const made = await createDevContainer(test_.engine, spec, report, signal);
    test_.removeLater('container', made.id);
    return made;
  }

  /** What bears the label of this test's folder. */
  async function leftovers(): Promise<string[]> {
    const containers = await test_.engine.listContainers();
    return containers
      .filter(({ labels }) => labels['drydock.workspaceFolder'] === hostFolder)
      .map((container) => container.name);
  }

  async function failure(spec: ContainerSpec): Promise<EngineError> {
    const error: unknown = await create(spec).then(
      () => undefined,
      (reason: unknown) => reason,
    );
    assert.ok(error instanceof EngineError, String(error));
    return error;
  }

  for (const tools of [image, 'drydock-test/bookworm']) {
    test(`the proposed container runs in ${tools}, and stops when told to`, async () => {
      const reports: string[] = [];
      const { id } = await create(specification({ image: tools }), (message) =>
        reports.push(message),
      );
      const details = await test_.engine.inspectContainer(id);
      assert.equal(details.state, 'running');
      assert.equal(details.workdir, '/workspace');
      assert.deepEqual(
        details.mounts.map(({ source, destination }) => [source, destination]),
        [[hostFolder, '/workspace']],
      );
      assert.deepEqual(reports, [
        `Creating the container "${name}".`,
        `Starting the container "${name}".`,
      ]);

      await test_.engine.stopContainer(id);
      const stopped = await test_.engine.inspectContainer(id);
      // 128 + SIGHUP; 137 would be SIGKILL after the engine's patience ended.
      assert.equal(stopped.exitCode, 129);
    });
  }

  test('a pasted line becomes a container that stays alive', async () => {
    const { spec } = parseDockerRun(`docker run --name ${name} -v $(pwd):/src ${image} /bin/sh`, {
      cwd: hostFolder,
    });
    const adopted = adoptForFolder(spec, hostFolder, 'linux').spec;
    const made = await create({ ...adopted, labels: { ...adopted.labels, ...testLabels } });
    assert.equal(made.name, name);
    assert.equal((await test_.engine.inspectContainer(made.id)).state, 'running');
  });

  test('a container without a name gets the one that the engine chose', async () => {
    const spec = { ...specification() };
    Reflect.deleteProperty(spec, 'name');
    const { id, name: chosen } = await create(spec);
    assert.equal((await test_.engine.inspectContainer(id)).name, chosen);
    assert.notEqual(chosen, '');
  });

  test('the environment comes from a file of the folder and from this process', async () => {
    await writeFile(join(hostFolder, 'app.env'), '# of the app\nA=1\nB=two words\n');
    const { id } = await create(
      specification({ envFiles: ['app.env'], env: ['PATH_OF_TEST', 'A=2', 'HOME'] }),
    );
    const { env } = await test_.engine.inspectContainer(id);
    assert.ok(env.includes('A=2') && env.includes('B=two words'), env.join());
    assert.ok(env.includes(`HOME=${process.env['HOME'] ?? ''}`), env.join());
  });

  test('an environment file that is missing is said, and nothing is created', async () => {
    await assert.rejects(
      create(specification({ envFiles: ['absent.env'] })),
      /The environment file "absent\.env" of the line cannot be read/,
    );
    assert.deepEqual(await leftovers(), []);
  });

  test('a taken name is said, and the container that has it stays', async () => {
    const { id } = await create(specification());
    assert.equal((await failure(specification())).kind, 'nameTaken');
    assert.equal((await test_.engine.inspectContainer(id)).state, 'running');
    assert.deepEqual(await leftovers(), [name]);
  });

  test('a taken port is said, and the half-made container is gone', async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '0.0.0.0', resolve));
    try {
      const hostPort = String((server.address() as AddressInfo).port);
      const error = await failure(
        specification({ ports: [{ hostPort, containerPort: 80, protocol: 'tcp' }] }),
      );
      assert.equal(error.kind, 'portTaken');
      assert.match(error.message, new RegExp(hostPort));
      assert.deepEqual(await leftovers(), []);
    } finally {
      server.close();
    }
  });

  const failures: readonly (readonly [
    why: string,
    kind: EngineErrorKind,
    Partial<ContainerSpec>,
  ])[] = [
    [
      'a mount whose source is missing',
      'mountMissing',
      { mounts: [{ kind: 'bind', source: '/does/not/exist', target: '/workspace' }] },
    ],
    ['an image that is not there', 'imageMissing', { image: 'drydock-test/absent:never' }],
    ['a program that is not in the image', 'commandNotFound', { entrypoint: '/bin/absent' }],
    [
      'a program that ends at once',
      'notRunning',
      { entrypoint: 'sh', command: ['-c', 'echo last words; exit 3'] },
    ],
    ['a user that is not in the image', 'badRequest', { user: 'nobody-of-that-name' }],
  ];
  for (const [why, kind, more] of failures) {
    test(`${why} is said, and the half-made container is gone`, async () => {
      const error = await failure(specification(more));
      assert.equal(error.kind, kind, error.message);
      assert.deepEqual(await leftovers(), []);
    });
  }

  test('a program that ends at once is quoted with its last words', async () => {
    const error = await failure(
      specification({ entrypoint: 'sh', command: ['-c', 'echo last words; exit 3'] }),
    );
    assert.match(error.message, /exit code 3 and said "last words"/);
  });

  test('GPUs that the engine cannot give are said, and the half-made container is gone', async () => {
    // Asks for a driver that no engine has, so that the test is the same where there is a GPU.
    const error = await failure(specification({ gpus: [{ driver: 'absent', count: 1 }] }));
    assert.equal(error.kind, 'gpuUnavailable', error.message);
    assert.deepEqual(await leftovers(), []);
  });

  test('a program that is missing without an init to start it is said too', async () => {
    const error = await failure(specification({ init: false, entrypoint: '/bin/absent' }));
    assert.equal(error.kind, 'commandNotFound', error.message);
    assert.deepEqual(await leftovers(), []);
  });

  test('a container that removes itself leaves nothing either', async () => {
    const error = await failure(specification({ autoRemove: true, entrypoint: '/bin/absent' }));
    assert.ok(['commandNotFound', 'notRunning'].includes(error.kind), error.message);
    assert.deepEqual(await leftovers(), []);
  });

  for (const stage of ['Creating', 'Starting']) {
    test(`cancelling while ${stage.toLowerCase()} it leaves nothing`, async () => {
      const controller = new AbortController();
      const report = (message: string): void => {
        if (message.startsWith(stage)) {
          controller.abort();
        }
      };
      await assert.rejects(create(specification(), report, controller.signal), CancelledError);
      assert.deepEqual(await leftovers(), []);
    });
  }

  test('cancelling while the engine is starting it leaves nothing', async () => {
    const controller = new AbortController();
    const engine = Object.create(test_.engine) as ContainerEngine;
    engine.startContainer = (container, signal) => {
      const started = test_.engine.startContainer(container, signal);
      controller.abort();
      return started;
    };
    await assert.rejects(
      createDevContainer(engine, specification(), () => undefined, controller.signal),
      CancelledError,
    );
    assert.deepEqual(await leftovers(), []);
  });

  test('when it was cancelled before, nothing is created', async () => {
    await assert.rejects(
      create(specification(), () => undefined, AbortSignal.abort()),
      CancelledError,
    );
    assert.deepEqual(await leftovers(), []);
  });
});
