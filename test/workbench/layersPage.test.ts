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

  test('opens what a layer does to files folder by folder, after the image is read', async () => {
    const opened = await StandalonePage.open<LayersContract>(await browser.newContext(), 'layers', {
      engine: '',
      image: 'sha256:1',
      name: 'app:1',
      order: 'steps',
    });
    const { page } = opened;
    const posted = (message: LayersContract['toHost']): Promise<void> =>
      eventually(() => {
        assert.deepEqual(opened.posted.at(-1), message);
        return Promise.resolve();
      });
    await opened.send({ type: 'picture', picture, isShareKnown: true });
    assert.equal(await page.getByRole('button', { name: 'Files of step 2' }).count(), 0);
    await page.getByRole('button', { name: 'Files of step 3' }).click();
    await posted({ type: 'look', layer: 'b', path: '' });
    await opened.send({ type: 'reading', bytes: 500e6 });
    await page.getByText('Reading the image: 500 MB of about 1 GB').waitFor();
    await page.getByRole('button', { name: 'Cancel' }).click();
    await posted({ type: 'cancelReading' });
    await opened.send({ type: 'noFiles', text: '' });
    await page.getByText('Reading the image').waitFor({ state: 'detached' });

    await page.getByRole('button', { name: 'Files of step 3' }).click();
    const summary = { added: 12, changed: 1, removed: 1 };
    await opened.send({
      type: 'folder',
      folder: {
        layer: 'b',
        path: '',
        summary,
        rows: [
          { name: 'usr', path: 'usr', size: 790e6, files: 12, change: 'added' },
          { name: 'passwd', path: 'passwd', size: 10e6, change: 'changed' },
          { name: 'old', path: 'old', size: 5e6, change: 'removed' },
        ],
        more: 7,
      },
    });
    await page.getByText('Files: 12 added · 1 changed · 1 removed').waitFor();
    await page.getByText('7 more, all of them smaller').waitFor();
    await page.getByText('usr/').click();
    await posted({ type: 'look', layer: 'b', path: 'usr' });
    await opened.send({
      type: 'folder',
      folder: {
        layer: 'b',
        path: 'usr',
        summary,
        rows: [{ name: 'libtool.so', path: 'usr/libtool.so', size: 790e6, change: 'added' }],
        more: 0,
      },
    });
    await page.getByRole('button', { name: 'libtool.so' }).click();
    await posted({ type: 'openFile', layer: 'b', path: 'usr/libtool.so' });
    assert.equal(await page.getByRole('button', { name: 'old' }).count(), 0);
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
