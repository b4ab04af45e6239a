import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { networkInterfaces, tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { installTestPeers } from '../../scripts/lib/testPeers.mjs';

/** Whom the registry lets in. */
export const registryUser = { username: 'ana', password: 'secret' };

/** Of Debian's package of that name. */
const program = 'docker-registry';

/** A bcrypt hash of the password, as `htpasswd -B` writes it. */
const htpasswd = 'ana:$2y$05$2DanNiXmRkwm9YFfiramNe3H/M.FwlHo4i/rc4vbtY5PRJPOqMEl.\n';

/** A real registry that wants a log-in. */
export interface TestRegistry {
  /** Host and port as an image's name has them. */
  readonly host: string;
  dispose(): Promise<void>;
}

/**
 * Starts Debian's `docker-registry`: on loopback, where engines ask for no TLS, or at this machine's
 * own address with a certificate that nobody knows.
 */
export async function startTestRegistry({ tls }: { readonly tls: boolean }): Promise<TestRegistry> {
  await installTestPeers();
  const folder = await mkdtemp(join(tmpdir(), 'drydock-registry-'));
  const address = tls ? outerAddress() : '127.0.0.1';
  const host = `${address}:${await freePort(address)}`;
  await writeFile(join(folder, 'htpasswd'), htpasswd);
  if (tls) {
    await makeCertificate(folder, address);
  }
  await writeFile(join(folder, 'config.yml'), JSON.stringify(configuration(folder, host, tls)));
  const registry = spawn(program, ['serve', join(folder, 'config.yml')], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  await listening(registry);
  return {
    host,
    dispose: async () => {
      const ended = new Promise((resolve) => registry.once('exit', resolve));
      registry.kill();
      await ended;
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function configuration(folder: string, host: string, tls: boolean): object {
  return {
    version: 0.1,
    // It says at this level when it listens.
    log: { level: 'info', accesslog: { disabled: true } },
    storage: { filesystem: { rootdirectory: join(folder, 'data') } },
    http: {
      addr: host,
      secret: 'of no use to anybody',
      ...(tls
        ? { tls: { certificate: join(folder, 'cert.pem'), key: join(folder, 'key.pem') } }
        : {}),
    },
    auth: { htpasswd: { realm: 'test', path: join(folder, 'htpasswd') } },
  };
}

function listening(registry: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    let said = '';
    registry.stderr?.on('data', (chunk: Buffer) => {
      said += String(chunk);
      if (said.includes('listening on')) {
        resolve();
      }
    });
    registry.once('error', reject);
    registry.once('exit', (code) => reject(new Error(`The registry ended with ${code}: ${said}`)));
  });
}

async function makeCertificate(folder: string, address: string): Promise<void> {
  await promisify(execFile)('openssl', [
    ...['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', '-subj', '/CN=test'],
    ...['-addext', `subjectAltName=IP:${address}`],
    ...['-keyout', join(folder, 'key.pem'), '-out', join(folder, 'cert.pem')],
  ]);
}

/** An address of this machine that engines do not take for loopback. */
function outerAddress(): string {
  const found = Object.values(networkInterfaces())
    .flatMap((addresses) => addresses ?? [])
    .find(({ internal, family }) => !internal && family === 'IPv4');
  if (!found) {
    throw new Error('This machine has no address but loopback.');
  }
  return found.address;
}

/** A port that is free now. */
export function freePort(address: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, address, () => {
      const bound = server.address();
      server.close(() => resolve(typeof bound === 'object' && bound ? bound.port : 0));
    });
  });
}
