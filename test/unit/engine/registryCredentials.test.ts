import assert from 'node:assert/strict';
import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { registryAuthHeader, registryConfigHeader } from '../../../src/engine/registryCredentials';

const hub = 'https://index.docker.io/v1/';

suite('Credentials for a registry', () => {
  let home: string;
  let env: Record<string, string>;

  setup(async () => {
    home = await mkdtemp(join(tmpdir(), 'drydock-home-'));
    env = { HOME: home, PATH: `${home}:${process.env['PATH'] ?? ''}` };
    await mkdir(join(home, '.docker'));
  });

  teardown(() => rm(home, { recursive: true, force: true }));

  test('are none without a config.json', async () => {
    assert.deepEqual(await registryAuthHeader({ env }, 'debian'), {});
  });

  test('are read from config.json, where a password may have colons', async () => {
    await writeConfig({ auths: { 'lab:5000': { auth: base64('ana:se:cret') } } });
    assert.deepEqual(await authFor('lab:5000/team/app:1'), {
      username: 'ana',
      password: 'se:cret',
      serveraddress: 'lab:5000',
    });
  });

  test('are sent in Base64 with its padding, without which the engine passes over them', async () => {
    for (const password of ['p', 'pa', 'pas', '>>>???']) {
      await writeConfig({ auths: { 'lab.example': { auth: base64(`ana:${password}`) } } });
      const header =
        (await registryAuthHeader({ env }, 'lab.example/app'))['X-Registry-Auth'] ?? '';
      assert.match(header, /^(?:[\w-]{4})*(?:[\w-]{2}==|[\w-]{3}=)?$/);
      assert.equal(decoded(header)['password'], password);
    }
  });

  test('of Docker Hub count for a name without a host', async () => {
    await writeConfig({ auths: { [hub]: { auth: base64('ana:secret') } } });
    assert.equal((await authFor('team/app'))['username'], 'ana');
    assert.equal((await authFor('docker.io/team/app'))['username'], 'ana');
    assert.deepEqual(await registryAuthHeader({ env }, 'other.example/team/app'), {});
  });

  test('are asked of the helper for that registry before the store for all', async () => {
    await writeHelper('lab', '{"Username":"ana","Secret":"from-helper"}');
    await writeConfig({ credsStore: 'not-installed', credHelpers: { 'lab.example': 'lab' } });
    assert.equal((await authFor('lab.example/app'))['password'], 'from-helper');
  });

  test('that are a token are sent as one', async () => {
    await writeHelper('store', '{"Username":"<token>","Secret":"t0ken"}');
    await writeConfig({ credsStore: 'store' });
    assert.equal((await authFor('app'))['identitytoken'], 't0ken');
  });

  test('that the helper does not have are none', async () => {
    await writeHelper('store', 'credentials not found in native keychain', 1);
    await writeConfig({ credsStore: 'store' });
    assert.deepEqual(await registryAuthHeader({ env }, 'app'), {});
  });

  test('whose helper is missing are an error that names it', async () => {
    await writeConfig({ credsStore: 'not-installed' });
    await assert.rejects(registryAuthHeader({ env }, 'app'), /"docker-credential-not-installed"/);
  });

  test('of all registries go to a build', async () => {
    await writeConfig({ auths: { [hub]: { auth: base64('a:b') }, lab: { auth: base64('c:d') } } });
    const { 'X-Registry-Config': header = '' } = await registryConfigHeader({ env });
    assert.deepEqual(Object.keys(decoded(header)), [hub, 'lab']);
  });

  async function authFor(reference: string): Promise<Record<string, string>> {
    const { 'X-Registry-Auth': header = '' } = await registryAuthHeader({ env }, reference);
    return decoded(header);
  }

  async function writeConfig(config: object): Promise<void> {
    await writeFile(join(home, '.docker/config.json'), JSON.stringify(config));
  }

  async function writeHelper(name: string, answer: string, exitCode = 0): Promise<void> {
    const file = join(home, `docker-credential-${name}`);
    await writeFile(file, `#!/bin/sh\ncat >/dev/null\necho '${answer}'\nexit ${exitCode}\n`);
    await chmod(file, 0o755);
  }
});

function base64(text: string): string {
  return Buffer.from(text).toString('base64');
}

function decoded(header: string): Record<string, string> {
  const value: unknown = JSON.parse(Buffer.from(header, 'base64url').toString('utf8'));
  assert.ok(typeof value === 'object' && value !== null);
  return Object.fromEntries(Object.entries(value));
}
