import { ensureEngine } from './ensureEngine.mjs';
import { ensureNodeModules } from './nodeModules.mjs';
import { mustRun } from './processes.mjs';
import { root } from './root.mjs';
import { say } from './say.mjs';
import path from 'node:path';
import process from 'node:process';

/** What every script needs first: node_modules and an engine that answers. */
export async function prepare() {
  await ensureNodeModules();
  const engine = await ensureEngine();
  say(`engine: ${engine.name} at ${engine.client.endpoint}`);
  return engine;
}

/** Builds the two programs in dist/. */
export async function build(...args) {
  say('building dist/');
  await mustRun(process.execPath, [path.join(root, 'scripts/build.mjs'), ...args], { cwd: root });
}

/** Makes the VSIX and resolves with its file. */
export async function makeVsix() {
  say('packaging the VSIX');
  await mustRun(process.execPath, [path.join(root, 'scripts/package.mjs')], { cwd: root });
  return vsixFile;
}

/** Where `npm run package` puts the VSIX. */
export const vsixFile = path.join(root, 'dist/drydock.vsix');
