import assert from 'node:assert/strict';
import type { DiskUsageContract } from '../../src/contracts/diskUsageContract';
import type { DiskUsageOfKind } from '../../src/domain/diskUsage';
import { startBrowser, type TestBrowser } from './support/browser';
import { eventually } from './support/eventually';
import { StandalonePage } from './support/standalonePage';

suite('The page of the disk usage', () => {
  let browser: TestBrowser;

  suiteSetup(async () => {
    browser = await startBrowser();
  });

  suiteTeardown(() => browser.close());

  test('says what takes room and what can become free, and asks to remove it', async () => {
    const opened = await StandalonePage.open<DiskUsageContract>(
      await browser.newContext(),
      'diskUsage',
      {
        engine: '',
        label: 'harbour',
      },
    );
    const { page } = opened;
    await page.getByRole('status').filter({ hasText: 'Measuring' }).waitFor();
    await opened.send({ type: 'failed', message: 'The engine is away.' });
    await page.getByRole('status').filter({ hasText: 'The engine is away.' }).waitFor();
    const nothing: DiskUsageOfKind = { items: [], size: 0, reclaimable: 0 };
    const images = {
      items: [{ id: '1', name: 'crane:1', size: 700e6, shared: 100e6, isInUse: false }],
      size: 700e6,
      reclaimable: 600e6,
    };
    const usage = { images, containers: nothing, volumes: nothing, buildCache: nothing };
    await opened.send({ type: 'measured', usage });
    await page.getByRole('status').filter({ hasText: '700 MB, of which 600 MB' }).waitFor();
    const row = page.getByRole('row', { name: /crane:1/ });
    await row.getByRole('cell', { name: '600 MB' }).waitFor();
    const section = page.getByRole('region', { name: 'Images' });
    const widths = await Promise.all(
      [0, 1, 2].map((index) => section.locator('rect').nth(index).getAttribute('width')),
    );
    assert.deepEqual(
      widths.map((width) => Number(width).toFixed(1)),
      ['100.0', '14.3', '85.7'],
    );
    await page.getByRole('button', { name: 'Remove Unused Images…' }).press('Enter');
    await page.getByRole('button', { name: 'Measure Again' }).click();
    await eventually(() =>
      assert.deepEqual(
        opened.posted.filter(({ type }) => !type.startsWith('drydock.')),
        [{ type: 'prune', kind: 'images' }, { type: 'measure' }],
      ),
    );
    assert.deepEqual(opened.errors, []);
    await page.close();
  });
});
