import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { build } from 'esbuild';
import { once } from 'node:events';
import { rename } from 'node:fs/promises';
import { connect, Socket } from 'node:net';
import process from 'node:process';
import { trimmedPackages } from '../../scripts/lib/trimmedPackages.mjs';

const bundlePath = 'dist/test/debugAdapter.js';
let bundled: Promise<unknown> | undefined;
let serving: Promise<number> | undefined;

/** Starts the adapter as an editor does: the bundle, under plain Node. It is built once per run. */
export async function startAdapter(
  args: readonly string[] = [],
): Promise<ChildProcessWithoutNullStreams> {
  return spawn(process.execPath, [await adapterPath(), ...args]);
}

/**
 * Connects to the adapter that serves many sessions; starting one for each takes a tenth of a second of
 * computing. It ends with this process.
 */
export async function connectToAdapter(): Promise<Socket> {
  serving ??= startServing();
  const socket = connect(await serving, '127.0.0.1');
  await once(socket, 'connect');
  return socket;
}

async function startServing(): Promise<number> {
  const { adapter, port } = await startAdapterServer();
  adapter.unref();
  // What it complains of belongs to the output of the tests.
  adapter.stderr.pipe(process.stderr);
  for (const stream of [adapter.stdout, adapter.stderr]) {
    if (stream instanceof Socket) {
      stream.unref();
    }
  }
  process.once('exit', () => adapter.kill('SIGKILL'));
  return port;
}

/** Starts an adapter that serves many sessions, on a free port. */
export async function startAdapterServer(): Promise<{
  readonly adapter: ChildProcessWithoutNullStreams;
  readonly port: number;
}> {
  const adapter = await startAdapter(['--server=0']);
  const [line] = (await once(adapter.stdout, 'data')) as [Buffer];
  return { adapter, port: Number(/:(\d+)\s*$/.exec(line.toString('utf8'))?.[1]) };
}

/** The bundle of the adapter. */
export async function adapterPath(): Promise<string> {
  bundled ??= bundle();
  await bundled;
  return bundlePath;
}

async function bundle(): Promise<void> {
  // Several processes run tests at once, so the bundle appears whole or not at all.
  const unfinished = `${bundlePath}.${process.pid}`;
  await build({
    entryPoints: ['src/adapter/main.ts'],
    outfile: unfinished,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    keepNames: true,
    minify: true,
    logLevel: 'error',
    plugins: [trimmedPackages],
  });
  await rename(unfinished, bundlePath);
}
