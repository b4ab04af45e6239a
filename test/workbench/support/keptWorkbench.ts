import path from 'node:path';
import process from 'node:process';
import { startServer, type VscodeServer } from '../../../scripts/lib/vscodeServer.mjs';
import { startBrowser, type TestBrowser } from './browser';
import { root } from './root';

/** A server with the packaged Drydock in it, as a user has it, and a browser. */
export interface KeptWorkbench {
  readonly server: VscodeServer;
  readonly browser: TestBrowser;
}

let kept: Promise<KeptWorkbench> | undefined;

/**
 * What the suites of this process use one after another: starting both takes as long as most suites.
 * In a lane of `scripts/test.mjs` they end with the lane; a file that is run by hand ends them itself.
 */
export async function takeWorkbench(): Promise<KeptWorkbench> {
  if (!kept && process.connected) {
    process.once('disconnect', () => void endKept()); // a failure ends the process with its stack
  }
  kept ??= start();
  return kept;
}

/** The suite has ended. */
export async function releaseWorkbench(): Promise<void> {
  if (!process.connected) {
    await endKept();
  }
}

async function start(): Promise<KeptWorkbench> {
  const server = await startServer({ vsix: path.join(root, 'dist/drydock.vsix') });
  return { server, browser: await startBrowser() };
}

async function endKept(): Promise<void> {
  const ended = kept;
  kept = undefined;
  if (ended) {
    const { server, browser } = await ended;
    await browser.close();
    await server.stop();
  }
}
