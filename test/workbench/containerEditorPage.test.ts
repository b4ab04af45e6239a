import assert from 'node:assert/strict';
import type { ContainerEditorContract } from '../../src/contracts/containerEditorContract';
import { startBrowser, type TestBrowser } from './support/browser';
import { eventually } from './support/eventually';
import { StandalonePage } from './support/standalonePage';

suite("The container editor's page", () => {
  let browser: TestBrowser;

  suiteSetup(async () => {
    browser = await startBrowser();
  });

  suiteTeardown(async () => {
    await browser.close();
  });

  test('runs under its policy, keeps what was written over a reload, and tells the host', async () => {
    const opened = await StandalonePage.open<ContainerEditorContract>(
      browser.context,
      'containerEditor',
      { text: 'docker run debian' },
    );
    const line = opened.page.locator('textarea');
    assert.equal(await line.inputValue(), 'docker run debian');
    await line.fill('docker run ubuntu');
    await eventually(() =>
      assert.deepEqual(opened.posted.at(-1), { type: 'line', text: 'docker run ubuntu' }),
    );
    await opened.page.reload();
    assert.equal(await line.inputValue(), 'docker run ubuntu');
    await opened.send({ type: 'line', text: 'docker run fedora' });
    await eventually(async () => assert.equal(await line.inputValue(), 'docker run fedora'));
    assert.deepEqual(opened.errors, []);
  });
});
