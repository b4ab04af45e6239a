import assert from 'node:assert/strict';
import type { LayersContract } from '../../src/contracts/layersContract';
import type { ImagePicture } from '../../src/domain/imagePicture';
import { startBrowser, type TestBrowser } from './support/browser';
import { eventually } from './support/eventually';
import { StandalonePage } from './support/standalonePage';

const long = `RUN apt-get install ${'package '.repeat(60)}`;
const picture: ImagePicture = {
  size: 1000e6,
  steps: [
    { command: 'ADD … /', size: 200e6, total: 200e6, created: 0, layer: 'a', sharedWith: [] },
    { command: 'CMD ["bash"]', size: 0, total: 200e6, created: 0, sharedWith: [] },
    { command: long, size: 800e6, total: 1000e6, created: 0, layer: 'b', sharedWith: [] },
  ],
};

suite("The page of an image's layers", () => {
  let browser: TestBrowser;

  suiteSetup(async () => {
    browser = await startBrowser();
  });

  suiteTeardown(async () => {
    await browser.close();
  });

  test('shows each step as it adds up, who else has it, and the largest first when asked', async () => {
    const opened = await StandalonePage.open<LayersContract>(await browser.newContext(), 'layers', {
      engine: '',
      image: 'sha256:1',
      name: 'app:1',
      order: 'steps',
    });
    const { page } = opened;
    await opened.send({ type: 'picture', picture, isShareKnown: false });
    await page.getByText('1 GB in 2 layers · looking for images').waitFor();
    const rows = page.locator('tbody tr');
    assert.equal(await rows.count(), 3);
    assert.match((await rows.nth(2).textContent()) ?? '', /800 MB\s*1 GB/);
    const bar = rows.nth(2).locator('rect').nth(1);
    assert.deepEqual(
      [await bar.getAttribute('x'), await bar.getAttribute('width')],
      ['20.000%', '80.000%'],
    );

    const [first, ...others] = picture.steps.map((step, index) =>
      index === 0 ? { ...step, sharedWith: ['debian:12', 'sibling:1'] } : step,
    );
    assert.ok(first);
    const shared = { ...picture, steps: [first, ...others], base: { name: 'debian:12', steps: 1 } };
    await opened.send({ type: 'picture', picture: shared, isShareKnown: true });
    await page.getByText('built on debian:12 · 800 MB only in this image').waitFor();
    await rows.nth(0).getByText('debian:12 and 1 more').click();
    await rows.nth(0).getByText('sibling:1').waitFor();

    await page.getByLabel('Largest first').check();
    await eventually(async () => assert.equal(await rows.count(), 2));
    assert.match((await rows.nth(0).textContent()) ?? '', /^\s*3/);
    assert.equal((await opened.kept()).order, 'size');
    await rows.nth(0).getByRole('button', { name: 'Copy the Command' }).click();
    await eventually(() => {
      assert.deepEqual(opened.posted.at(-1), { type: 'copy', text: long });
      return Promise.resolve();
    });
    assert.deepEqual(opened.errors, []);
    await page.close();
  });

  test('says why there are none', async () => {
    const opened = await StandalonePage.open<LayersContract>(await browser.newContext(), 'layers', {
      engine: '',
      image: 'sha256:1',
      name: 'app:1',
      order: 'steps',
    });
    await opened.page.getByText('Reading the layers of "app:1"').waitFor();
    await opened.send({ type: 'problem', text: 'There is no image "app:1" on the engine.' });
    await opened.page.getByRole('alert').getByText('There is no image').waitFor();
    await opened.page.close();
  });
});
