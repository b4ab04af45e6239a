import assert from 'node:assert/strict';
import type { BuildTimesContract } from '../../src/contracts/buildTimesContract';
import { startBrowser, type TestBrowser } from './support/browser';
import { eventually } from './support/eventually';
import { StandalonePage } from './support/standalonePage';

suite('The page of the build times', () => {
  let browser: TestBrowser;

  suiteSetup(async () => {
    browser = await startBrowser();
  });

  suiteTeardown(() => browser.close());

  test('shows what took longest, and opens it', async () => {
    const opened = await StandalonePage.open<BuildTimesContract>(
      await browser.newContext(),
      'buildTimes',
      { folder: 'file:///app', label: 'harbour' },
    );
    const { page } = opened;
    await page.getByRole('status').filter({ hasText: 'Reading' }).waitFor();
    await opened.send({ type: 'failed', message: 'Nothing tells how long it took.' });
    await page.getByRole('status').filter({ hasText: 'Nothing tells' }).waitFor();
    const output = 'CMakeFiles/app.dir/app/main.cpp.o';
    await opened.send({
      type: 'read',
      times: {
        total: 80_000,
        targets: [{ name: 'app', time: 80_000, steps: 2 }],
        steps: [
          { name: 'app/main.cpp', target: 'app', time: 60_000, output },
          { name: 'app', target: 'app', time: 20_000, output: 'app' },
        ],
      },
    });
    await page.getByRole('status').filter({ hasText: '1 min 20 s of computing' }).waitFor();
    const files = page.getByRole('region', { name: 'Slowest Files' });
    await files.getByRole('row', { name: /app\/main\.cpp/ }).waitFor();
    const widths = await Promise.all(
      [0, 1].map((index) => files.locator('rect').nth(index).getAttribute('width')),
    );
    assert.deepEqual(
      widths.map((width) => Number(width).toFixed(1)),
      ['100.0', '33.3'],
    );
    await files.getByRole('button', { name: 'app/main.cpp' }).press('Enter');
    await page.getByRole('button', { name: 'Read Again' }).click();
    await eventually(() =>
      assert.deepEqual(
        opened.posted.filter(({ type }) => !type.startsWith('drydock.')),
        [{ type: 'open', output }, { type: 'read' }],
      ),
    );
    assert.deepEqual(opened.errors, []);
    await page.close();
  });
});
