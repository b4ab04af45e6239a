import assert from 'node:assert/strict';
import type { CacheContract } from '../../src/contracts/cacheContract';
import { startBrowser, type TestBrowser } from './support/browser';
import { eventually } from './support/eventually';
import { StandalonePage } from './support/standalonePage';

suite("The page of CMake's cache", () => {
  let browser: TestBrowser;

  suiteSetup(async () => {
    browser = await startBrowser();
  });

  suiteTeardown(() => browser.close());

  test('filters, edits by type, and has the changes configured', async () => {
    const opened = await StandalonePage.open<CacheContract>(
      await browser.newContext(),
      'cmakeCache',
      { folder: 'file:///harbour', label: 'harbour', filter: '', advanced: false, changed: {} },
    );
    const { page } = opened;
    const plain = { help: '', advanced: false, choices: [] };
    await opened.send({
      type: 'read',
      cache: {
        buildContainerPath: '/workspace/build',
        variables: [
          { ...plain, name: 'WITH_TESTS', type: 'BOOL', value: 'ON', help: 'Build the tests' },
          { ...plain, name: 'LEVEL', type: 'STRING', value: 'low', choices: ['low', 'high'] },
          { ...plain, name: 'PREFIX', type: 'PATH', value: '/usr' },
          { ...plain, name: 'CMAKE_AR', type: 'FILEPATH', value: '/usr/bin/ar', advanced: true },
        ],
      },
    });
    await page.getByText('3 of 4 variables').waitFor();
    // The label of the element takes the pointer.
    await page.getByRole('checkbox', { name: 'Advanced' }).press('Space');
    await page.getByText('4 of 4 variables').waitFor();
    await page.getByRole('textbox', { name: 'Filter variables' }).fill('tests');
    await page.getByText('1 of 4 variables').waitFor();
    await page
      .getByRole('row', { name: /WITH_TESTS/ })
      .getByRole('checkbox')
      .press('Space');
    await page.getByRole('textbox', { name: 'Filter variables' }).fill('');
    await page.getByRole('combobox', { name: 'LEVEL' }).selectOption('high');
    await page.getByRole('textbox', { name: 'PREFIX' }).fill('/opt');
    await page.getByRole('textbox', { name: 'PREFIX' }).fill('/usr');
    await page.getByRole('button', { name: 'Configure with 2 Changed' }).click();
    await eventually(() =>
      assert.deepEqual(
        opened.posted.filter(({ type }) => !type.startsWith('drydock.')),
        [{ type: 'configure', changed: { WITH_TESTS: 'OFF', LEVEL: 'high' } }],
      ),
    );
    await opened.send({ type: 'configuring' });
    await opened.send({ type: 'configured' });
    await page.getByRole('button', { name: 'Configure', exact: true }).waitFor();
    assert.deepEqual(opened.errors, []);
    await page.close();
  });
});
