import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { build } from 'esbuild';
import { rename } from 'node:fs/promises';
import process from 'node:process';
import { trimmedPackages } from '../../scripts/lib/trimmedPackages.mjs';

const bundlePath = 'dist/test/debugAdapter.js';
let bundled: Promise<unknown> | undefined;

/** Starts the adapter as an editor does: the bundle, under plain Node. It is built once per run. */
export async function startAdapter(
  args: readonly string[] = [],
): Promise<ChildProcessWithoutNullStreams> {
  return spawn(process.execPath, [await adapterPath(), ...args]);
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
