import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { build, type Plugin } from 'esbuild';
import process from 'node:process';

const bundlePath = 'dist/test/debugAdapter.js';
let bundled: Promise<unknown> | undefined;

/** As in scripts/build.mjs: parts of docker-modem that are never used. */
const unusedPackages: Plugin = {
  name: 'unused-packages',
  setup: (bundle) => {
    bundle.onResolve({ filter: /^(ssh2|@grpc\/grpc-js|@grpc\/proto-loader)$/ }, ({ path }) => ({
      path,
      namespace: 'unused',
    }));
    bundle.onLoad({ filter: /.*/, namespace: 'unused' }, () => ({
      contents: 'module.exports = {};',
    }));
  },
};

/** Starts the adapter as an editor does: the bundle, under plain Node. It is built once per run. */
export async function startAdapter(
  args: readonly string[] = [],
): Promise<ChildProcessWithoutNullStreams> {
  bundled ??= build({
    entryPoints: ['src/adapter/main.ts'],
    outfile: bundlePath,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    keepNames: true,
    sourcemap: 'inline',
    logLevel: 'error',
    plugins: [unusedPackages],
  });
  await bundled;
  return spawn(process.execPath, ['--enable-source-maps', bundlePath, ...args]);
}
