import { cp } from 'node:fs/promises';
import path from 'node:path';
import { startServer, type VscodeServer } from '../../../scripts/lib/vscodeServer.mjs';
import { startBrowser, type TestBrowser } from './browser';
import { root } from './root';
import { Workbench } from './workbench';

/** Settings that make a test see what a person sees, as text and without animation. */
const testSettings = {
  'files.simpleDialog.enable': true,
  'git.enabled': false,
  'terminal.integrated.gpuAcceleration': 'off',
  'workbench.colorTheme': 'Default Dark Modern',
  'workbench.reduceMotion': 'on',
};

/** A workbench with the packaged Drydock in it, as a user has it, and all that has to end with it. */
export class WorkbenchSession {
  private constructor(
    readonly workbench: Workbench,
    readonly server: VscodeServer,
    private readonly browser: TestBrowser,
  ) {}

  static async start(
    folder: string,
    shots: string,
    settings: Readonly<Record<string, unknown>> = {},
  ): Promise<WorkbenchSession> {
    const vsix = path.join(root, 'dist/drydock.vsix');
    const server = await startServer({ vsix, settings: { ...testSettings, ...settings } });
    const browser = await startBrowser();
    try {
      const workbench = await Workbench.open(browser.context, server.url({ folder }), shots);
      return new WorkbenchSession(workbench, server, browser);
    } catch (error) {
      await browser.close();
      await server.stop();
      throw error;
    }
  }

  /** Keeps a picture of what a failed test saw last, and the logs of that moment. */
  async keepIfFailed(test: Mocha.Test | undefined): Promise<void> {
    if (test?.state === 'failed') {
      await this.workbench.screenshot(`failed ${test.title}`);
      await cp(this.server.logsFolder, path.join(root, 'test/output/logs', test.title), {
        recursive: true,
      });
    }
  }

  async stop(): Promise<void> {
    await this.browser.close();
    await this.server.stop();
  }
}
