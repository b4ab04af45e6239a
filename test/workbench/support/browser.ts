import { chromium, type Browser, type BrowserContext } from 'playwright-core';
import { findBrowser } from '../../../scripts/lib/prepareBrowser.mjs';

/** A browser that reaches this machine and nothing else. */
export interface TestBrowser {
  /** Opens what is as good as a browser of its own. */
  newContext(): Promise<BrowserContext>;
  close(): Promise<void>;
}

/** Starts the browser that shows the workbench; `HEADED=1` lets a person watch. */
export async function startBrowser(): Promise<TestBrowser> {
  const executablePath = findBrowser();
  if (executablePath === undefined) {
    throw new Error('There is no browser: install chromium, or set CHROMIUM to one.');
  }
  const browser: Browser = await chromium.launch({
    executablePath,
    headless: process.env['HEADED'] !== '1',
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
  return { newContext: () => newContext(browser), close: () => browser.close() };
}

async function newContext(browser: Browser): Promise<BrowserContext> {
  const context = await browser.newContext({
    viewport: { width: 1440, height: 900 },
    locale: 'en-US',
    permissions: ['clipboard-read', 'clipboard-write'],
  });
  const isElsewhere = (address: URL): boolean =>
    address.protocol.startsWith('http') && !['127.0.0.1', 'localhost'].includes(address.hostname);
  await context.route(isElsewhere, (route) => route.abort());
  return context;
}
