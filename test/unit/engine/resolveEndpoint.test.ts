import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { silentLogger } from '../../../src/base/logger';
import { EngineError } from '../../../src/engine/engineError';
import { openEngine } from '../../../src/engine/openEngine';
import { firstAnswering, resolveEndpoint } from '../../../src/engine/resolveEndpoint';
import { FakeDaemon, json } from '../../support/fakeDaemon';

suite('Finding the engine', () => {
  let home: string;
  let env: Record<string, string>;

  setup(async () => {
    home = await mkdtemp(join(tmpdir(), 'drydock-home-'));
    env = { HOME: home };
  });

  teardown(() => rm(home, { recursive: true, force: true }));

  test('takes the setting before everything else', async () => {
    env['DOCKER_HOST'] = 'tcp://elsewhere:1';
    const { url } = await resolveEndpoint('unix:///mine.sock', env);
    assert.equal(url, 'unix:///mine.sock');
  });

  test('takes DOCKER_HOST before a context', async () => {
    await writeContext('lab', 'tcp://lab:2375');
    env['DOCKER_HOST'] = 'tcp://host:1234';
    env['DOCKER_CONTEXT'] = 'lab';
    const { transport } = await resolveEndpoint('', env);
    assert.deepEqual(transport, { kind: 'tcp', host: 'host', port: 1234 });
  });

  test('takes DOCKER_CONTEXT before the current context', async () => {
    await writeContext('lab', 'tcp://lab:2375');
    await writeConfig({ currentContext: 'other' });
    env['DOCKER_CONTEXT'] = 'lab';
    assert.equal((await resolveEndpoint('', env)).url, 'tcp://lab:2375');
  });

  test('takes the current context, with its certificates', async () => {
    const tls = await writeContext('lab', 'tcp://lab:2376');
    await mkdir(tls, { recursive: true });
    await writeFile(join(tls, 'ca.pem'), 'CA');
    await writeConfig({ currentContext: 'lab' });
    const { transport } = await resolveEndpoint('', env);
    assert.deepEqual(transport, {
      kind: 'tcp',
      host: 'lab',
      port: 2376,
      tls: { ca: 'CA', skipVerify: false },
    });
  });

  test('takes the name of a context as setting', async () => {
    await writeContext('lab', 'ssh://ana@lab:2222');
    const { transport } = await resolveEndpoint('lab', env);
    assert.deepEqual(transport, { kind: 'ssh', host: 'lab', port: 2222, user: 'ana' });
  });

  test('names a context that is not there', async () => {
    await assert.rejects(resolveEndpoint('gone', env), /no Docker context named "gone"/);
  });

  test('quotes an address that it does not understand', async () => {
    await assert.rejects(resolveEndpoint('ftp://x', env), /"ftp:\/\/x" is not the address/);
  });

  test('takes the first socket that answers', async () => {
    const daemon = await FakeDaemon.listening();
    const { url } = await firstAnswering([`unix://${home}/none.sock`, daemon.url]);
    await daemon.dispose();
    assert.equal(url, daemon.url);
  });

  test('says where it looked when there is no engine', async () => {
    await assert.rejects(
      firstAnswering([`unix://${home}/a.sock`, `unix://${home}/b.sock`]),
      (error) =>
        error instanceof EngineError &&
        error.kind === 'noSocket' &&
        error.message.includes('a.sock') &&
        error.message.includes('b.sock'),
    );
  });

  test('keeps to the setting whatever the environment of the process says', async () => {
    const daemon = await FakeDaemon.listening();
    daemon.on('GET', '/images/json', json([{ Id: 'mine' }]));
    process.env['DOCKER_HOST'] = 'tcp://127.0.0.1:1';
    process.env['DOCKER_CERT_PATH'] = '/nowhere';
    const engine = openEngine({ endpoint: () => daemon.url, log: silentLogger });
    try {
      assert.deepEqual(
        (await engine.listImages()).map(({ id }) => id),
        ['mine'],
      );
      assert.equal(process.env['DOCKER_HOST'], 'tcp://127.0.0.1:1');
    } finally {
      delete process.env['DOCKER_HOST'];
      delete process.env['DOCKER_CERT_PATH'];
      engine.dispose();
      await daemon.dispose();
    }
  });

  test('goes to another engine as soon as the setting changes', async () => {
    const [first, second] = [await FakeDaemon.listening(), await FakeDaemon.listening()];
    let setting = first.url;
    const engine = openEngine({ endpoint: () => setting, env, log: silentLogger });
    await engine.listImages();
    setting = second.url;
    await engine.listImages();
    assert.equal(engine.endpoint, second.url);
    assert.equal(second.count('GET /images/json'), 1);
    engine.dispose();
    await first.dispose();
    await second.dispose();
  });

  async function writeConfig(config: object): Promise<void> {
    await mkdir(join(home, '.docker'), { recursive: true });
    await writeFile(join(home, '.docker/config.json'), JSON.stringify(config));
  }

  /** Returns the folder for its certificates. */
  async function writeContext(name: string, host: string): Promise<string> {
    const digest = createHash('sha256').update(name).digest('hex');
    const meta = join(home, '.docker/contexts/meta', digest);
    await mkdir(meta, { recursive: true });
    await writeFile(
      join(meta, 'meta.json'),
      JSON.stringify({ Name: name, Endpoints: { docker: { Host: host } } }),
    );
    return join(home, '.docker/contexts/tls', digest, 'docker');
  }
});
