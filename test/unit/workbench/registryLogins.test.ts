import assert from 'node:assert/strict';
import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import type { RegistryCredentials } from '../../../src/domain/registryCredentials';
import { registryAuthHeader, registryConfigHeader } from '../../../src/engine/registryCredentials';
import { RegistryLogins } from '../../../src/workbench/registries/registryLogins';

const registry = 'lab.example:5000';
const credentials: RegistryCredentials = { kind: 'password', username: 'ana', password: 's3cret' };

suite('The log-ins to registries', () => {
  let home: string;
  let env: Record<string, string>;
  let secrets: Map<string, string>;
  let notes: Map<string, unknown>;
  let logins: RegistryLogins;

  setup(async () => {
    home = await mkdtemp(join(tmpdir(), 'drydock-home-'));
    env = { HOME: home, PATH: `${home}:${process.env['PATH'] ?? ''}` };
    await mkdir(join(home, '.docker'));
    secrets = new Map();
    notes = new Map();
    logins = open();
  });

  teardown(() => rm(home, { recursive: true, force: true }));

  test('have their secrets in the secret storage, and nowhere else', async () => {
    await logins.keep(registry, 'ana', credentials);
    assert.deepEqual(logins.all, [{ registry, username: 'ana' }]);
    assert.doesNotMatch(JSON.stringify([...notes]), /s3cret/);
    assert.match(JSON.stringify([...secrets]), /s3cret/);
    assert.deepEqual(await open().credentialsFor(registry), credentials);
  });

  test('go with a pull from their registry, and with every build', async () => {
    await logins.keep(registry, 'ana', credentials);
    const places = { env, credentials: logins };
    const pull = await registryAuthHeader(places, `${registry}/team/app:1`);
    assert.match(decoded(pull['X-Registry-Auth']), /"password":"s3cret"/);
    assert.deepEqual(await registryAuthHeader(places, 'debian'), {});
    const build = await registryConfigHeader(places);
    assert.match(decoded(build['X-Registry-Config']), /"lab\.example:5000":\{"username":"ana"/);
  });

  test('are forgotten with their secrets', async () => {
    await logins.keep(registry, 'ana', credentials);
    await logins.keep('ghcr.io', 'ben', { kind: 'token', identityToken: 't' });
    const [first] = logins.all;
    assert.ok(first);
    await logins.forget(first);
    assert.deepEqual(logins.registries(), ['ghcr.io']);
    assert.equal(await logins.credentialsFor(registry), undefined);
    assert.equal(secrets.size, 1);
  });

  test('replace what was kept for the same registry', async () => {
    await logins.keep(registry, 'ana', credentials);
    await logins.keep(registry, 'ben', { ...credentials, username: 'ben' });
    assert.deepEqual(logins.all, [{ registry, username: 'ben' }]);
  });

  test('are kept by the credential helper that config.json names, as docker login does', async () => {
    await writeFile(join(home, '.docker/config.json'), JSON.stringify({ credsStore: 'test' }));
    const helper = join(home, 'docker-credential-test');
    await writeFile(helper, `#!/bin/sh\n(echo "$1"; cat; echo) >> "${home}/asked"\n`);
    await chmod(helper, 0o755);
    await logins.keep(registry, 'ana', credentials);
    assert.equal(secrets.size, 0);
    const [login] = logins.all;
    assert.deepEqual(login, { registry, username: 'ana', helper: 'test' });
    await logins.forget(login);
    assert.deepEqual((await readFile(join(home, 'asked'), 'utf8')).trim().split('\n'), [
      'store',
      JSON.stringify({ ServerURL: registry, Username: 'ana', Secret: 's3cret' }),
      'erase',
      registry,
    ]);
    assert.deepEqual(logins.all, []);
  });

  test('stay where they are when the helper cannot keep them, and it says why', async () => {
    await writeFile(join(home, '.docker/config.json'), JSON.stringify({ credsStore: 'test' }));
    const helper = join(home, 'docker-credential-test');
    await writeFile(helper, '#!/bin/sh\necho "the keychain is locked."\nexit 1\n');
    await chmod(helper, 0o755);
    await assert.rejects(
      logins.keep(registry, 'ana', credentials),
      /"docker-credential-test" could not keep the log-in to "lab\.example:5000": the keychain is locked\.$/,
    );
    assert.deepEqual(logins.all, []);
    assert.equal(secrets.size, 0);
  });

  /** Over the same storage, as after a restart. */
  function open(): RegistryLogins {
    return new RegistryLogins(
      {
        get: (key) => Promise.resolve(secrets.get(key)),
        store: (key, value) => Promise.resolve(void secrets.set(key, value)),
        delete: (key) => Promise.resolve(void secrets.delete(key)),
      },
      {
        get: (key: string, fallback?: unknown) => (notes.get(key) ?? fallback) as never,
        update: (key, value) => Promise.resolve(void notes.set(key, value)),
      },
      env,
    );
  }
});

function decoded(header: string | undefined): string {
  return Buffer.from(header ?? '', 'base64').toString('utf8');
}
