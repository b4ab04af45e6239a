import path from 'node:path';
import type { BrowserContext, Page } from 'playwright-core';
import type { WebviewContract } from '../../../src/contracts/webviewContract';
import { webviewHtml } from '../../../src/workbench/panels/webviewHtml';
import { root } from './root';

const origin = 'https://page.test';

/**
 * A webview's page in the browser without a workbench around it: under its real policy, with the
 * test as its host. Needs `dist/webviews`.
 */
export class StandalonePage<C extends WebviewContract> {
  /** What the page has posted, oldest first. */
  readonly posted: C['toHost'][] = [];
  /** What the host does with a message at once. */
  receive: (message: C['toHost']) => void = () => undefined;
  /** What the browser refused or failed to run. */
  readonly errors: string[] = [];

  private constructor(readonly page: Page) {
    page.on('console', (message) => {
      if (message.type() === 'error') {
        this.errors.push(message.text());
      }
    });
    page.on('pageerror', (error) => this.errors.push(String(error)));
  }

  static async open<C extends WebviewContract>(
    context: BrowserContext,
    name: string,
    state: C['state'],
  ): Promise<StandalonePage<C>> {
    const opened = new StandalonePage<C>(await context.newPage());
    const { page } = opened;
    const html = webviewHtml({
      cspSource: origin,
      nonce: '0123456789abcdef',
      script: `${origin}/${name}.js`,
      style: `${origin}/${name}.css`,
      codicons: `${origin}/codicons.css`,
      language: 'en',
      title: name,
      data: { state, translations: undefined },
    });
    await page.route(`${origin}/**`, async (route) => {
      const file = new URL(route.request().url()).pathname.slice(1);
      await (file === ''
        ? route.fulfill({ contentType: 'text/html', body: html })
        : route.fulfill({ path: path.join(root, 'dist/webviews', file) }));
    });
    await page.exposeFunction('postToTest', (message: C['toHost']) => {
      opened.posted.push(message);
      opened.receive(message);
    });
    await page.addInitScript({ content: vsCodeApi });
    page.setDefaultTimeout(30_000);
    await page.goto(origin);
    return opened;
  }

  /** Sends what the host would send. Resolves when the page has taken it: a click would overtake it. */
  async send(message: C['toView']): Promise<void> {
    await this.page.evaluate(`new Promise((taken) => {
      window.addEventListener('message', () => taken(), { once: true });
      window.postMessage(${JSON.stringify(message)});
    })`);
  }

  /** What the page keeps for when it is shown again. */
  kept(): Promise<C['state']> {
    return this.page.evaluate(`acquireVsCodeApi().getState()`);
  }
}

/** What VS Code gives to a page; the state is kept over a reload of it. */
const vsCodeApi = `
  window.acquireVsCodeApi = () => ({
    getState: () => JSON.parse(sessionStorage.getItem('state') ?? 'null') ?? undefined,
    setState: (state) => sessionStorage.setItem('state', JSON.stringify(state)),
    postMessage: (message) => window.postToTest(message),
  });`;
