import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { silentLogger } from '../../src/base/logger';
import type { RegistryCredentials } from '../../src/domain/registryCredentials';
import type { ContainerEngine } from '../../src/engine/containerEngine';
import { EngineError, type EngineErrorKind } from '../../src/engine/engineError';
import type { TransferProgress } from '../../src/engine/imageOperations';
import { openEngine } from '../../src/engine/openEngine';
import { hasKind, testImage } from '../support/contractSuite';
import { openTestEngine, testLabels, testName, type TestEngine } from '../support/testEngine';
import {
  freePort,
  registryUser,
  startTestRegistry,
  type TestRegistry,
} from '../support/testRegistry';

const right: RegistryCredentials = { kind: 'password', ...registryUser };
const wrong: RegistryCredentials = { ...right, password: 'guessed' };
const ignore = (): void => undefined;

suite('Registries', () => {
  let real: TestEngine;
  let registry: TestRegistry;
  let home: string;
  const engines: ContainerEngine[] = [];

  suiteSetup(async () => {
    real = await openTestEngine();
    registry = await startTestRegistry({ tls: false });
    home = await mkdtemp(join(tmpdir(), 'drydock-home-'));
  });

  suiteTeardown(async () => {
    engines.forEach((engine) => engine.dispose());
    await real.dispose();
    await registry.dispose();
    await rm(home, { recursive: true, force: true });
  });

  test('take an image and give it again, layer by layer, to those who may', async () => {
    const engine = withLogin(right);
    const { id, reference } = await makeImage();
    const pushed: TransferProgress[] = [];
    await engine.pushImage(reference, (progress) => pushed.push(progress));
    const end = pushed.at(-1);
    assert.ok(
      end && end.layers.length > 1 && end.layers.every(({ state }) => state === 'complete'),
    );
    assert.ok(end.total > 0 && end.current === end.total);

    await engine.removeImage(reference, { force: false });
    await assert.rejects(engine.inspectImage(reference), hasKind('imageMissing'));
    await engine.pullImage(reference, ignore);
    const details = await engine.inspectImage(reference);
    assert.equal(details.id, id);
    assert.match(details.digests[0] ?? '', /@sha256:/);
  });

  test('that want a log-in say so, for pushing and for pulling', async () => {
    const { reference } = await makeImage();
    const engine = withLogin(undefined);
    await assert.rejects(engine.pushImage(reference, ignore), says('unauthorized', /Log in/));
    await assert.rejects(
      engine.pullImage(reference, ignore),
      (error) =>
        error instanceof EngineError &&
        error.nextSteps[0]?.command === 'drydock.registry.logIn' &&
        error.nextSteps[0].args?.[0] === registry.host,
    );
    await assert.rejects(engine.pullImage(reference, ignore), says('unauthorized', /Log in/));
    const stranger = withLogin(wrong);
    await assert.rejects(stranger.pullImage(reference, ignore), hasKind('unauthorized'));
  });

  test('check a log-in before it is kept', async () => {
    const engine = withLogin(undefined);
    assert.deepEqual(await engine.checkRegistryLogin(registry.host, right), right);
    await assert.rejects(
      engine.checkRegistryLogin(registry.host, wrong),
      says('unauthorized', /does not accept this user name and password/),
    );
  });

  test('that have no such repository or tag say so', async () => {
    const engine = withLogin(right);
    const { reference } = await makeImage();
    await engine.pushImage(reference, ignore);
    const otherTag = reference.replace(/:1$/, ':2');
    await assert.rejects(engine.pullImage(otherTag, ignore), hasKind('notInRegistry'));
    await assert.rejects(
      engine.pullImage(`${registry.host}/nobody/has-this:1`, ignore),
      says('notInRegistry', /no such repository or tag/),
    );
  });

  test('that cannot be reached are named, with the reason', async () => {
    const engine = withLogin(undefined);
    const closed = `127.0.0.1:${await freePort('127.0.0.1')}`;
    await assert.rejects(
      engine.pullImage(`${closed}/app:1`, ignore),
      says('registryUnreachable', new RegExp(`${closed}.*connection refused`)),
    );
    await assert.rejects(
      engine.pullImage('no-such-host.invalid/app:1', ignore),
      says('registryUnreachable', /no-such-host\.invalid/),
    );
  });

  test('whose certificate nobody knows are told from those', async () => {
    const secured = await startTestRegistry({ tls: true });
    try {
      const engine = withLogin(right);
      const isTls = says(
        'registryTls',
        new RegExp(`certificate of the registry "${secured.host}"`),
      );
      await assert.rejects(engine.pullImage(`${secured.host}/app:1`, ignore), isTls);
      await assert.rejects(engine.checkRegistryLogin(secured.host, right), isTls);
    } finally {
      await secured.dispose();
    }
  });

  test('are not asked for an image that the engine does not have', async () => {
    const reference = `${registry.host}/nobody/has-this:1`;
    await assert.rejects(withLogin(right).pushImage(reference, ignore), hasKind('imageMissing'));
  });

  test("give the engine's BuildKit the base of an image, for whoever may have it", async () => {
    const { reference } = await makeImage();
    await withLogin(right).pushImage(reference, ignore);
    await real.engine.removeImage(reference, { force: false });
    await writeFile(join(home, 'Dockerfile'), `FROM ${reference}\nRUN true\n`);
    const tag = `${testName('based')}:1`;
    real.removeLater('image', tag);
    const request = {
      contextHostPath: home,
      dockerfile: 'Dockerfile',
      tags: [tag],
      labels: testLabels,
    };
    await assert.rejects(
      withLogin(undefined).buildWithBuildKit(request, ignore),
      hasKind('unauthorized'),
    );
    assert.match(await withLogin(right).buildWithBuildKit(request, ignore), /^sha256:/);
  });

  /** The engine for somebody with this log-in, kept outside Docker's configuration. */
  function withLogin(credentials: RegistryCredentials | undefined): ContainerEngine {
    const engine = openEngine({
      log: silentLogger,
      env: { ...process.env, HOME: home, DOCKER_CONFIG: home },
      credentials: {
        credentialsFor: (host) => Promise.resolve(host === registry.host ? credentials : undefined),
        registries: () => (credentials ? [registry.host] : []),
      },
    });
    engines.push(engine);
    return engine;
  }

  /** An image of its own with a name in the registry. */
  async function makeImage(): Promise<{ readonly id: string; readonly reference: string }> {
    const name = testName('pushed');
    const reference = `${registry.host}/lab/${name}:1`;
    const container = await real.run({
      image: testImage,
      command: ['sh', '-c', 'echo "$1" > /name', 'sh', name],
      labels: testLabels,
    });
    await real.engine.waitForContainer(container);
    const id = await real.engine.commitContainer(container, { reference, pause: false });
    real.removeLater('image', reference);
    return { id, reference };
  }
});

function says(kind: EngineErrorKind, words: RegExp): (error: unknown) => boolean {
  return (error) =>
    error instanceof EngineError && error.kind === kind && words.test(error.message);
}
