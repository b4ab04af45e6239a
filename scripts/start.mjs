// Opens a VS Code with Drydock and the sample C++ project in it, until Ctrl-C:
//   node scripts/start.mjs [--browser] [--folder PATH]
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { cp } from 'node:fs/promises';
import { spawn } from 'node:child_process';
import path from 'node:path';
import process from 'node:process';
import { parseArgs } from 'node:util';
import { ensureBaseImage } from './lib/baseImages.mjs';
import { build, makeVsix, prepare } from './lib/prepare.mjs';
import { findProgram } from './lib/processes.mjs';
import { cacheFolder, root } from './lib/root.mjs';
import { SetupError, main, say } from './lib/say.mjs';

const { values: options } = parseArgs({
  options: { browser: { type: 'boolean' }, folder: { type: 'string' } },
});

await main(async () => {
  const stopped = new Promise((resolve) => {
    process.once('SIGINT', resolve);
    process.once('SIGTERM', resolve);
  });
  const engine = await prepare();
  await ensureBaseImage(engine.client, 'bookworm');
  const folder = await folderToOpen();
  const editor = await openEditor(folder);
  say('Ctrl-C ends it');
  await Promise.race([stopped, editor.ended]);
  await editor.stop();
  if (engine.startedPid) {
    say('stopping the dockerd that was started here');
    process.kill(engine.startedPid, 'SIGTERM');
  }
});

/** The person's own folder, or a copy of the sample, so that what is tried there never gets into git. */
async function folderToOpen() {
  if (options.folder !== undefined) {
    const folder = path.resolve(process.env.INIT_CWD ?? '', options.folder);
    if (!existsSync(folder)) {
      throw new SetupError(`The folder "${folder}" does not exist.`);
    }
    return folder;
  }
  const copy = path.join(cacheFolder, 'sample/cpp-app');
  if (!existsSync(copy)) {
    say(`copying the sample project to ${path.relative(root, copy)}`);
    await cp(path.join(root, 'test/workspaces/cpp-app'), copy, { recursive: true });
  }
  return copy;
}

async function openEditor(folder) {
  if (options.browser) {
    return await openBrowserWorkbench(folder);
  }
  const reason = hasDisplay() ? undefined : 'there is no display';
  const executable = reason ? undefined : await desktopExecutable();
  if (!executable) {
    say(`the workbench opens in a browser, as ${reason ?? 'VS Code cannot be downloaded'}`);
    return await openBrowserWorkbench(folder);
  }
  await build('--development');
  return openDesktop(executable, folder);
}

function hasDisplay() {
  const { DISPLAY, WAYLAND_DISPLAY, VSCODE_IPC_HOOK_CLI } = process.env;
  if (VSCODE_IPC_HOOK_CLI) {
    return false; // a remote window's terminal: its `code` opens folders there, not extensions here
  }
  return process.platform !== 'linux' || Boolean(DISPLAY || WAYLAND_DISPLAY);
}

/** The `code` on PATH, else the VS Code that @vscode/test-electron downloads, else undefined. */
async function desktopExecutable() {
  const code = findProgram('code');
  if (code) {
    // On Windows `code` is a batch file, which only a shell can start; the editor lies beside its folder.
    return /\.cmd$/i.test(code) ? path.resolve(code, '../../Code.exe') : code;
  }
  say('no "code" on PATH; downloading VS Code');
  const { downloadAndUnzipVSCode, SilentReporter } = await import('@vscode/test-electron');
  try {
    return await downloadAndUnzipVSCode({ cachePath: cacheFolder, reporter: new SilentReporter() });
  } catch (error) {
    say(`it cannot be downloaded (${error.message})`);
    return undefined;
  }
}

/** A profile of its own: an instance that this script can end, and no extension but Drydock in it. */
function openDesktop(executable, folder) {
  const profile = path.join(cacheFolder, 'profile');
  mkdirSync(profile, { recursive: true });
  say(`opening ${folder} in ${executable}`);
  const asRoot = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const args = [
    ...['--new-window', '--wait', '--user-data-dir', profile, '--disable-workspace-trust'],
    ...[`--extensionDevelopmentPath=${root}`, ...asRoot, folder],
  ];
  const child = spawn(executable, args, { stdio: 'ignore' });
  const ended = new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', resolve);
  });
  return {
    ended,
    async stop() {
      child.kill();
      endInstance(profile);
      await ended;
    },
  };
}

/** `code` hands over to the editor's own main process, whose id lies in its profile. */
function endInstance(profile) {
  try {
    process.kill(Number(readFileSync(path.join(profile, 'code.lock'), 'utf8')), 'SIGTERM');
  } catch {
    // the window was closed: nothing runs any more
  }
}

/** The packaged extension, as a user has it: in development mode this server would show no toasts. */
async function openBrowserWorkbench(folder) {
  const { startServer } = await import('./lib/vscodeServer.mjs');
  const vsix = await makeVsix();
  say('starting the browser workbench');
  const token = randomBytes(16).toString('hex');
  // The sample lies inside this repository, which nobody wants to be asked about.
  const settings = { 'git.openRepositoryInParentFolders': 'never' };
  const server = await startServer({ vsix, token, settings });
  say(`open ${server.url({ folder })}`);
  return server;
}
