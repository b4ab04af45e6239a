import assert from 'node:assert/strict';
import type { StatisticsContract } from '../../src/contracts/statisticsContract';
import { startBrowser, type TestBrowser } from './support/browser';
import { eventually } from './support/eventually';
import { StandalonePage } from './support/standalonePage';

suite("The statistics' page", () => {
  let browser: TestBrowser;

  suiteSetup(async () => {
    browser = await startBrowser();
  });

  suiteTeardown(async () => {
    await browser.close();
  });

  test('draws a line for each container, says the last values in a table, and why there are none', async () => {
    const opened = await StandalonePage.open<StatisticsContract>(
      await browser.newContext(),
      'statistics',
      {
        containers: [
          { engine: '', id: 'a', name: 'harbour' },
          { engine: '', id: 'b', name: 'quay' },
        ],
      },
    );
    const point = { cpuPercent: 12, memory: 340e6, memoryLimit: 1e9, processes: 3 };
    const history = { a: [1000, 2000].map((time) => ({ ...point, time })) };
    await opened.send({ type: 'history', of: history });
    const now = { ...point, time: 3000, received: 2000, sent: 10 };
    await opened.send({ type: 'point', id: 'a', point: now });
    await opened.send({ type: 'note', id: 'b', note: 'not running' });
    const row = opened.page.getByRole('row', { name: /harbour/ });
    await row.getByRole('cell', { name: '12 %' }).waitFor();
    await row.getByRole('cell', { name: '340 MB' }).waitFor();
    await row.getByRole('cell', { name: '2 kB/s' }).waitFor();
    await opened.page.getByRole('row', { name: /quay not running/ }).waitFor();
    const figure = opened.page.locator('figure').filter({ hasText: 'CPU' });
    const path = await figure.locator('path.color-0').getAttribute('d');
    assert.match(path ?? '', /^M\S+ 40\.00L\S+ 40\.00L100\.00 40\.00$/);
    assert.equal(await opened.page.getByText('GPU', { exact: true }).count(), 0);
    const gpu = { percent: 40, memory: 1e9, memoryTotal: 8e9 };
    await opened.send({ type: 'point', id: 'a', point: { ...now, time: 4000, gpu } });
    await eventually(async () =>
      assert.equal(await opened.page.locator('figure').filter({ hasText: 'GPU' }).count(), 2),
    );
    assert.deepEqual(opened.errors, []);
    await opened.page.close();
  });
});
