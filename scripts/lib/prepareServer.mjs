import { existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { installDebianPackages } from './debianPackages.mjs';
import { npm } from './nodeModules.mjs';
import { findProgram, mustRun } from './processes.mjs';
import { cacheFolder } from './root.mjs';
import { SetupError, say } from './say.mjs';

/** The npm package code-server carries the VS Code server and its browser workbench in lib/vscode. */
const codeServerVersion = process.env.CODE_SERVER_VERSION ?? '4.139.1'; // VS Code 1.139.1
/** What that server's native modules are built for. */
const nodeVersion = process.env.VSCODE_NODE_VERSION ?? '24.21.0';

const nodeFolder = path.join(cacheFolder, `node-${nodeVersion}`);
const serverFolder = path.join(cacheFolder, `code-server-${codeServerVersion}`);

/** The programs that run the browser workbench: Node and the server's entry point. */
export const serverPrograms = {
  node: path.join(nodeFolder, 'bin/node'),
  main: path.join(serverFolder, 'out/server-main.js'),
};

/** Downloads and builds the browser workbench unless it is there; needs npm's registry and nothing else. */
export async function prepareServer() {
  if (!['linux', 'darwin'].includes(process.platform)) {
    throw new SetupError(
      'The browser workbench runs on Linux and macOS. Put the "code" command on PATH instead (https://code.visualstudio.com/download).',
    );
  }
  mkdirSync(cacheFolder, { recursive: true });
  await prepareNode();
  if (!existsSync(path.join(serverFolder, '.ready'))) {
    await prepareCodeServer();
  }
}

async function prepareNode() {
  if (existsSync(serverPrograms.node)) {
    return;
  }
  const name = `node-${process.platform}-${process.arch}`;
  say(`downloading Node ${nodeVersion} for the browser workbench`);
  await inScratchFolder(async (scratch) => {
    const folder = await unpack(scratch, `${name}@${nodeVersion}`);
    rmSync(path.join(folder, 'share'), { recursive: true, force: true });
    await mustRun('chmod', ['+x', path.join(folder, 'bin/node')]);
    renameSync(folder, nodeFolder);
  });
}

async function prepareCodeServer() {
  await installDebianPackages({
    make: () => findProgram('make') !== undefined,
    'g++': () => findProgram('g++') !== undefined,
    python3: () => findProgram('python3') !== undefined,
  });
  say(`downloading the browser workbench (code-server ${codeServerVersion})`);
  await inScratchFolder(async (scratch) => {
    const folder = path.join(
      await unpack(scratch, `code-server@${codeServerVersion}`),
      'lib/vscode',
    );
    const env = {
      ...process.env,
      PATH: `${path.dirname(serverPrograms.node)}${path.delimiter}${process.env.PATH}`,
      // The headers of the Node that will run it; wins over a nodedir in ~/.npmrc.
      npm_config_nodedir: nodeFolder,
      npm_config_yes: 'true', // node-pty of older versions asks through npx
    };
    const install = ['install', '--ignore-scripts', '--omit=dev', '--no-audit', '--no-fund'];
    say('installing its dependencies');
    await npm([...install, '--loglevel=error'], { cwd: folder, env });
    const extensions = path.join(folder, 'extensions'); // TypeScript, for the built-in languages
    await npm([...install, '--loglevel=error'], { cwd: extensions, env });
    await buildNativeModules(folder, env);
    writeFileSync(path.join(folder, '.ready'), '');
    rmSync(serverFolder, { recursive: true, force: true });
    renameSync(folder, serverFolder);
  });
}

async function buildNativeModules(folder, env) {
  const modules = path.join(folder, 'node_modules');
  // Without spdlog the server writes no logs and output channels stay empty.
  const native = ['@vscode/spdlog'];
  const prebuilt = path.join(modules, 'node-pty/prebuilds', `${process.platform}-${process.arch}`);
  if (!existsSync(prebuilt)) {
    native.push('node-pty');
  }
  say(`building ${native.join(' and ')}`);
  await npm(['rebuild', '--loglevel=error', ...native], { cwd: folder, env });
  if (!existsSync(path.join(modules, '@vscode/spdlog/build/Release/spdlog.node'))) {
    throw new SetupError('The browser workbench is not usable: npm did not build @vscode/spdlog.');
  }
}

/** A folder beside the final places, so that what is finished can be moved there in one step. */
async function inScratchFolder(action) {
  const scratch = mkdtempSync(path.join(cacheFolder, 'tmp.'));
  try {
    await action(scratch);
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

async function unpack(scratch, specifier) {
  await npm(['pack', '--silent', specifier], { cwd: scratch });
  const archive = readdirSync(scratch).find((name) => name.endsWith('.tgz'));
  await mustRun('tar', ['-xzf', archive], { cwd: scratch });
  return path.join(scratch, 'package');
}
