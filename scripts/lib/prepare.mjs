import { existsSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { ensureEngine } from './ensureEngine.mjs';
import { ensureNodeModules } from './nodeModules.mjs';
import { mustRun } from './processes.mjs';
import { root } from './root.mjs';
import { say } from './say.mjs';

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

/** Makes the VSIX, unless nothing that goes into it has changed, and resolves with its file. */
export async function makeVsix() {
  if (!isNewerThan(vsixFile, vsixSources)) {
    say('packaging the VSIX');
    await mustRun(process.execPath, [path.join(root, 'scripts/package.mjs')], { cwd: root });
  }
  return vsixFile;
}

/** Where `npm run package` puts the VSIX. */
export const vsixFile = path.join(root, 'dist/drydock.vsix');

const vsixSources = [
  ...['src', 'media', 'syntaxes', 'scripts/build.mjs', 'scripts/package.mjs', '.vscodeignore'],
  ...['package.json', 'package-lock.json', 'README.md', 'CHANGELOG.md', 'LICENSE'],
];

function isNewerThan(file, sources) {
  const made = existsSync(file) ? statSync(file).mtimeMs : 0;
  return sources
    .map((source) => path.join(root, source))
    .filter((source) => existsSync(source))
    .flatMap((source) => [source, ...filesBelow(source)])
    .every((source) => statSync(source).mtimeMs < made);
}

function filesBelow(folder) {
  return statSync(folder).isDirectory()
    ? readdirSync(folder, { recursive: true }).map((name) => path.join(folder, name))
    : [];
}
