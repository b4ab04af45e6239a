import assert from 'node:assert/strict';
import { cp, readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import type { BrowserContext } from 'playwright-core';
import type { VscodeServer } from '../../../scripts/lib/vscodeServer.mjs';
import { eventually } from './eventually';
import { extensionHosts } from './extensionHosts';
import { releaseWorkbench, takeWorkbench } from './keptWorkbench';
import { root } from './root';
import { Workbench } from './workbench';

/** Settings that make a test see what a person sees, as text and without animation. */
const testSettings = {
  'files.simpleDialog.enable': true,
  'git.enabled': false,
  'terminal.integrated.gpuAcceleration': 'off',
  'workbench.colorTheme': process.env['DRYDOCK_TEST_THEME'] ?? 'Default Dark Modern',
  'workbench.reduceMotion': 'on',
};

/** A window of its own, with a browser's memory of its own, and all that has to end with it. */
export class WorkbenchSession {
  private constructor(
    readonly workbench: Workbench,
    readonly server: VscodeServer,
    private readonly context: BrowserContext,
  ) {}

  static async start(
    folder: string,
    shots: string,
    settings: Readonly<Record<string, unknown>> = {},
  ): Promise<WorkbenchSession> {
    const { server, browser } = await takeWorkbench();
    server.writeSettings({ ...testSettings, ...settings });
    const context = await browser.newContext();
    try {
      const workbench = await Workbench.open(context, server.url({ folder }), shots);
      return new WorkbenchSession(workbench, server, context);
    } catch (error) {
      await context.close();
      await releaseWorkbench();
      throw error;
    }
  }

  /**
   * Keeps a picture of what a failed test saw last, and the logs of that moment. What a person would
   * read there is printed too, for a run of which nothing but the output remains.
   */
  async keepIfFailed(test: Mocha.Test | undefined): Promise<void> {
    if (test?.state === 'failed') {
      await this.workbench.screenshot(`failed ${test.title}`);
      const logs = path.join(root, 'test/output/logs', test.title);
      await cp(this.server.logsFolder, logs, { recursive: true });
      const seen = [await this.workbench.seenTexts(), await lastLog(logs)].join('\n');
      process.stdout.write(`${seen.trimEnd().replaceAll(/^/gm, '    | ')}\n`);
    }
  }

  /** Closes the window as a person does, and waits until its extensions have ended. */
  async stop(): Promise<void> {
    try {
      await this.workbench.page.goto('about:blank');
      await this.context.close();
      await eventually(() => this.isOver(), 30_000).catch(async () => {
        // A browser's good-bye may be lost on its way, and the server waits for hours then.
        const hosts = await extensionHosts(this.server.pid);
        hosts.forEach((pid) => process.kill(pid, 'SIGKILL'));
        await eventually(() => this.isOver());
      });
    } finally {
      await releaseWorkbench();
    }
  }

  private async isOver(): Promise<void> {
    assert.deepEqual(await extensionHosts(this.server.pid), []);
  }
}

/** The last lines of the extension's own log, which lies in a folder of the last window's. */
async function lastLog(folder: string): Promise<string> {
  const files = await readdir(folder, { recursive: true, encoding: 'utf8' });
  const logs = files.filter((file) => path.basename(file) === 'Drydock.log').sort();
  const last = logs.at(-1);
  const text = last === undefined ? '' : await readFile(path.join(folder, last), 'utf8');
  return text.split('\n').slice(-12).join('\n');
}
