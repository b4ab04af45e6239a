import { build } from 'esbuild';
import { readFile, mkdtemp, readdir, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { format } from 'node:util';
import { startServer } from '../../../scripts/lib/vscodeServer.mjs';
import type { TestOutcome } from '../suite/run';
import { startBrowser } from './browser';
import { root } from './root';

/** How long the suite may take before it counts as hanging. */
const patienceMs = 300_000;

/**
 * Runs the mocha suite of `test/workbench/suite` inside VS Code's own extension host and resolves
 * with the outcome of each test. The host is the browser workbench's, or with
 * `DRYDOCK_TEST_DESKTOP=1` that of the VS Code that @vscode/test-electron downloads.
 */
export async function runInExtensionHost(folder: string): Promise<readonly TestOutcome[]> {
  const scratch = await mkdtemp(path.join(os.tmpdir(), 'drydock-exthost-'));
  const resultsFile = path.join(scratch, 'results.json');
  const env = { DRYDOCK_TEST_RESULTS: resultsFile };
  try {
    const suite = await bundleSuite();
    const run = process.env['DRYDOCK_TEST_DESKTOP'] === '1' ? runOnDesktop : runInBrowser;
    const log = await run(suite, folder, env);
    return parseOutcomes(await readFile(resultsFile, 'utf8').catch(() => ''), log);
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

/** Bundles each test file, and the runner that loads them, as CommonJS, which both hosts take. */
async function bundleSuite(): Promise<string> {
  const source = path.join(root, 'test/workbench/suite');
  const target = path.join(root, 'out/suite');
  await rm(target, { recursive: true, force: true });
  const files = (await readdir(source)).filter((name) => name.endsWith('.ts'));
  await build({
    entryPoints: files.map((name) => path.join(source, name)),
    outdir: target,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    sourcemap: 'inline',
    // The last three are parts of docker-modem that are never used.
    external: ['vscode', 'mocha', 'ssh2', '@grpc/grpc-js', '@grpc/proto-loader'],
    logLevel: 'warning',
  });
  return path.join(target, 'run.js');
}

async function runInBrowser(
  suite: string,
  folder: string,
  env: Readonly<Record<string, string>>,
): Promise<string> {
  const server = await startServer({ development: true, env });
  const browser = await startBrowser();
  let log = '';
  let impatience: NodeJS.Timeout | undefined;
  try {
    const page = await (await browser.newContext()).newPage();
    // A workbench that runs extension tests calls these two functions of its window.
    await page.exposeFunction('codeAutomationLog', (type: string, args: unknown[]) => {
      log += `${type}: ${format(...args)}\n`;
    });
    const ended = new Promise<void>((resolve, reject) => {
      impatience = setTimeout(() => {
        reject(new Error(`The extension host gave no result in ${patienceMs} ms.\n${log}`));
      }, patienceMs);
      void page.exposeFunction('codeAutomationExit', resolve); // its failure shows as no result
    });
    await page.goto(
      server.url({
        folder,
        payload: [
          ['extensionDevelopmentPath', server.uri(root)],
          ['extensionTestsPath', server.uri(suite)],
        ],
      }),
    );
    await ended;
    return log;
  } finally {
    clearTimeout(impatience);
    await browser.close();
    await server.stop();
  }
}

async function runOnDesktop(
  suite: string,
  folder: string,
  env: Readonly<Record<string, string>>,
): Promise<string> {
  const { runTests } = await import('@vscode/test-electron');
  try {
    await runTests({
      extensionDevelopmentPath: root,
      extensionTestsPath: suite,
      extensionTestsEnv: env,
      launchArgs: [folder, '--disable-workspace-trust', '--disable-extensions'],
    });
    return '';
  } catch (error) {
    return String(error); // also thrown when a test failed; the results say which
  }
}

function parseOutcomes(text: string, log: string): readonly TestOutcome[] {
  if (text === '') {
    throw new Error(`The suite in the extension host ended without a result.\n${log}`);
  }
  return JSON.parse(text) as TestOutcome[];
}
