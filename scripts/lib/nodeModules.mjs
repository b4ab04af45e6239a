import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { mustRun } from './processes.mjs';
import { root } from './root.mjs';
import { say } from './say.mjs';

/** Runs `npm ci` when node_modules is missing or is not what package-lock.json says. */
export async function ensureNodeModules() {
  if (isUpToDate()) {
    return;
  }
  say('npm ci');
  await npm(['ci', '--no-audit', '--no-fund', '--loglevel=error'], { cwd: root });
}

/** Runs npm, which must succeed. */
export function npm(args, options) {
  return mustRun(...npmCommand(args), options);
}

/** npm as a command: the npm that started this script, else the one beside its Node, else on PATH. */
export function npmCommand(args) {
  // On Windows npm is a batch file, which only a shell could start; its script needs none.
  const beside = path.join(path.dirname(process.execPath), 'node_modules/npm/bin/npm-cli.js');
  const cli = [process.env.npm_execpath ?? '', beside].find(
    (file) => file.endsWith('npm-cli.js') && existsSync(file),
  );
  return cli ? [process.execPath, [cli, ...args]] : ['npm', args];
}

function isUpToDate() {
  const wanted = packagesOf('package-lock.json');
  const installed = packagesOf('node_modules/.package-lock.json');
  return Object.entries(wanted).every(
    ([folder, { version, optional }]) =>
      folder === '' || optional || installed[folder]?.version === version,
  );
}

function packagesOf(lockFile) {
  try {
    return JSON.parse(readFileSync(path.join(root, lockFile), 'utf8')).packages;
  } catch {
    return {}; // nothing is installed yet
  }
}
