import assert from 'node:assert/strict';
import type { NetworkMapContract } from '../../src/contracts/networkMapContract';
import { reachMap } from '../../src/domain/reach';
import { containerOn, networkNamed } from '../unit/domain/networkSamples';
import { startBrowser, type TestBrowser } from './support/browser';
import { eventually } from './support/eventually';
import { StandalonePage } from './support/standalonePage';

suite('The picture of who reaches whom', () => {
  let browser: TestBrowser;

  suiteSetup(async () => {
    browser = await startBrowser();
  });

  suiteTeardown(() => browser.close());

  test('says by the keyboard alone whom a container reaches, and shows it in its view', async () => {
    const opened = await StandalonePage.open<NetworkMapContract>(
      await browser.newContext(),
      'networkMap',
      {
        engine: '',
        label: 'harbour',
      },
    );
    const { page } = opened;
    await page.getByRole('status').filter({ hasText: 'Looking…' }).waitFor();
    const networks = [
      networkNamed('front', { subnets: [{ subnet: '10.0.0.0/16' }] }),
      networkNamed('back', { internal: true }),
    ];
    const on = (name: string, ipv4: string) => ({ id: `id-${name}`, name, aliases: [], ipv4 });
    const ports = [{ containerPort: 80, protocol: 'tcp', hostPort: 8080 }];
    const containers = [
      containerOn('db', [on('back', '10.1.0.3')]),
      containerOn('web', [on('back', '10.1.0.2'), on('front', '10.0.0.2')], { ports }),
      containerOn('cdn', [on('front', '10.0.0.3')]),
    ];
    await opened.send({ type: 'map', map: reachMap(networks, containers) });
    const row = (name: string) => page.getByRole('option', { name: new RegExp(`^${name}\\.`) });
    await row('db').focus();
    await row('db').and(page.locator('[aria-selected="true"]')).waitFor();
    const told = page.getByRole('complementary').getByRole('listitem');
    assert.deepEqual(await told.allTextContents(), [
      'It reaches "web" on "back" as web, 10.1.0.2.',
      'It does not reach the world outside.',
    ]);
    assert.equal(await page.locator('.reached').count(), 1);
    assert.equal(await page.locator('.unreached').count(), 1);
    await page.keyboard.press('ArrowDown');
    await row('web').and(page.locator('[aria-selected="true"]')).waitFor();
    assert.deepEqual(await told.allTextContents(), [
      'It reaches "cdn" on "front" as cdn, 10.0.0.3.',
      'It reaches "db" on "back" as db, 10.1.0.3.',
      'It reaches the world outside.',
      'From outside it is reached at the published ports 8080→80.',
    ]);
    await page.keyboard.press('Enter');
    await eventually(() =>
      assert.deepEqual(opened.posted.at(-1), { type: 'reveal', container: 'id-web' }),
    );
    await page.keyboard.press('Escape');
    await eventually(async () => assert.equal(await page.locator('.chosen').count(), 0));
    await opened.send({ type: 'problem', message: 'The engine is away.' });
    await page.getByRole('status').filter({ hasText: 'The engine is away.' }).waitFor();
    assert.deepEqual(opened.errors, []);
    await page.close();
  });
});
