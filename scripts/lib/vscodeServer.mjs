import { spawn } from 'node:child_process';
import { createWriteStream, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { prepareServer, serverPrograms } from './prepareServer.mjs';
import { mustRun } from './processes.mjs';
import { SetupError } from './say.mjs';

/** What keeps a fresh profile quiet: no welcome page, no AI side bar, nothing looked up on a network. */
const quietSettings = {
  'chat.commandCenter.enabled': false,
  'chat.disableAIFeatures': true,
  'extensions.autoCheckUpdates': false,
  'extensions.autoUpdate': false,
  'extensions.ignoreRecommendations': true,
  'telemetry.telemetryLevel': 'off',
  'update.mode': 'none',
  'window.confirmBeforeClose': 'never',
  'workbench.enableExperiments': false,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
  'workbench.welcomePage.walkthroughs.openOnInstall': false,
};

/**
 * Starts the VS Code server on loopback and resolves once it listens. With `development` the
 * workbench takes extensionDevelopmentPath and extensionTestsPath from its address; a built VS Code
 * does so only with --enable-smoke-test-driver, which also turns notification toasts off. With
 * `token` the workbench opens only for who knows it.
 */
export async function startServer({
  settings = {},
  vsix,
  env = {},
  development = false,
  dataFolder,
  token,
} = {}) {
  await prepareServer();
  const isOwnData = dataFolder === undefined;
  // Short: the server's sockets lie below it, and a socket's path ends at 108 bytes.
  const data = dataFolder ?? mkdtempSync(path.join(os.tmpdir(), 'drydock-'));
  writeSettings(data, settings);
  const common = [
    serverPrograms.main,
    ...['--server-data-dir', data, '--accept-server-license-terms', '--disable-telemetry'],
  ];
  const childEnv = { ...withoutEditorVariables(process.env), EXTENSIONS_GALLERY: '{}', ...env };
  if (vsix) {
    const install = [...common, '--install-extension', path.resolve(vsix), '--force'];
    const output = await mustRun(serverPrograms.node, install, { env: childEnv });
    if (!output.includes('successfully installed')) {
      throw new SetupError(`The VSIX ${vsix} could not be installed:\n${output}`);
    }
  }
  const access = token ? ['--connection-token', token] : ['--without-connection-token'];
  const child = spawn(
    serverPrograms.node,
    [
      ...common,
      ...['--host', '127.0.0.1', '--port', '0', ...access],
      ...['--disable-workspace-trust', '--disable-getting-started-override'],
      ...(development ? ['--enable-smoke-test-driver'] : []),
    ],
    // Its extension host, watcher and terminals outlive it unless all are ended as one group.
    { env: childEnv, stdio: ['ignore', 'pipe', 'pipe'], detached: true },
  );
  const endGroup = (signal) => signalGroup(child.pid, signal);
  const onExit = () => endGroup('SIGKILL');
  process.on('exit', onExit);
  const log = createWriteStream(path.join(data, 'server.log'));
  const port = await listeningPort(child, log);
  const authority = `127.0.0.1:${port}`;
  return {
    authority,
    pid: child.pid,
    /** Ends when the server does. */
    ended: new Promise((resolve) => child.once('exit', resolve)),
    logsFolder: path.join(data, 'data/logs'),
    writeSettings: (wanted) => writeSettings(data, wanted),
    /** A file of this machine, as the workbench names it. */
    uri: (file) => `vscode-remote://${authority}${encodeURI(path.resolve(file))}`,
    /** The workbench's address; `payload` is made of pairs such as ['extensionDevelopmentPath', uri]. */
    url({ folder, payload = [] } = {}) {
      const address = new URL(`http://${authority}/`);
      if (token) {
        address.searchParams.set('tkn', token);
      }
      address.searchParams.set(...(folder ? ['folder', path.resolve(folder)] : ['ew', 'true']));
      const quiet = [...payload, ['skipWelcome', 'true'], ['skipReleaseNotes', 'true']];
      address.searchParams.set('payload', JSON.stringify(quiet));
      return address.href;
    },
    async stop() {
      const gone =
        child.exitCode === null && child.signalCode === null
          ? new Promise((resolve) => child.once('exit', resolve))
          : Promise.resolve();
      endGroup('SIGTERM');
      const impatience = setTimeout(() => endGroup('SIGKILL'), 3000);
      await gone;
      clearTimeout(impatience);
      endGroup('SIGKILL');
      process.off('exit', onExit);
      log.end();
      if (isOwnData) {
        rmSync(data, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
      }
    },
  };
}

function writeSettings(data, settings) {
  const folder = path.join(data, 'data/User');
  mkdirSync(folder, { recursive: true });
  writeFileSync(
    path.join(folder, 'settings.json'),
    JSON.stringify({ ...quietSettings, ...settings }, null, 2),
  );
}

/** The variables of an editor around this script must not reach the one inside. */
function withoutEditorVariables(env) {
  return Object.fromEntries(
    Object.entries(env).filter(([name]) => !/^(VSCODE|ELECTRON)_/.test(name)),
  );
}

function signalGroup(pid, signal) {
  try {
    process.kill(-pid, signal);
  } catch {
    // the group has gone
  }
}

function listeningPort(child, log) {
  return new Promise((resolve, reject) => {
    let text = '';
    const fail = (what) => {
      clearTimeout(patience);
      signalGroup(child.pid, 'SIGKILL');
      reject(new SetupError(`The browser workbench ${what}:\n${text}`));
    };
    const patience = setTimeout(() => fail('did not start within 2 min'), 120_000);
    const take = (chunk) => {
      log.write(chunk);
      text = (text + chunk).slice(-100_000);
      const port = /Extension host agent listening on (\d+)/.exec(text)?.[1];
      if (port) {
        clearTimeout(patience);
        resolve(Number(port));
      }
    };
    child.stdout.on('data', take);
    child.stderr.on('data', take);
    child.once('exit', (code) => fail(`ended with ${code}`));
  });
}
