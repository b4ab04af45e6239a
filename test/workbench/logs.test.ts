import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { FrameLocator } from 'playwright-core';
import { eventually } from './support/eventually';
import { WorkbenchSession } from './support/session';
import { TestContainer } from './support/testContainer';

const program = `
printf '2026-11-25 13:11:19 \\033[32mINFO\\033[0m harbour opens on 10.0.0.7:8080\\n'
printf '2026-11-25 13:11:20 \\033[33mWARN\\033[0m tide is low: "3 m"\\n'
printf '2026-11-25 13:11:21 \\033[1;31mERROR\\033[0m ship aground\\n    at Ship.sail (/app/ship.js:3:14)\\n' >&2
i=0; while [ $i -lt 5000 ]; do echo "DEBUG wave $i"; i=$((i + 1)); done
echo 'INFO harbour closes'
trap "exit 0" TERM; sleep 1000 & wait`;

suite("A container's log and statistics", function () {
  this.timeout(240_000);

  let folder: string;
  let session: WorkbenchSession;
  let container: TestContainer;
  const name = `drydock-log-${process.pid}`;

  suiteSetup(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), 'drydock-folder-'));
    container = await TestContainer.start('drydock-test/busybox', name, ['sh', '-c', program]);
    session = await WorkbenchSession.start(folder, 'logs', {
      'drydock.containers.logLines': 10_000,
    });
    await session.workbench.openActivity('Drydock');
    await session.workbench.foldView('Workspace');
    await session.workbench.foldView('Images');
    await session.workbench.filterContainers(name);
  });

  teardown(async function () {
    await session.keepIfFailed(this.currentTest);
  });

  suiteTeardown(async () => {
    await session.stop();
    await container.remove();
    await rm(folder, { recursive: true, force: true });
  });

  const frame = (): FrameLocator =>
    session.workbench.page
      .frameLocator('iframe.webview.ready:visible')
      .frameLocator('iframe#active-frame');

  test('opens from the row, is filtered by level, and goes on after a restart', async () => {
    const { workbench } = session;
    const row = workbench.treeItem('Containers', name);
    await workbench.chooseInContextMenu(row, 'Follow Logs');
    await frame().locator('.row').getByText('INFO harbour closes').waitFor();
    await frame().getByText('5,005 lines').waitFor();
    await frame().getByRole('button', { name: 'Debug' }).click();
    await frame().getByText('5 of 5,005 lines').waitFor();
    await frame().locator('.row.stderr.error').getByText('ship.js').waitFor();
    await frame().getByRole('button', { name: 'Timestamps' }).click();
    await frame().getByRole('textbox', { name: 'Find' }).fill('harbour');
    await frame().locator('mark').first().waitFor();
    await workbench.screenshot('1-log');
    await workbench.clickInlineAction(row, 'Stop Container');
    await frame().getByText('has stopped. Its log goes on here').waitFor();
    await workbench.clickInlineAction(row, 'Start Container');
    await frame().getByText('10 of 10,010 lines').waitFor();
    await frame().getByText('has stopped. Its log goes on here').waitFor({ state: 'detached' });
    await workbench.screenshot('2-restarted');
  });

  test('is the same when its tab is shown again', async () => {
    const { workbench } = session;
    await workbench.page.keyboard.press('Control+N');
    await frame().locator('.row').first().waitFor({ state: 'detached' });
    await workbench.page.keyboard.press('Control+PageUp');
    await frame().getByText('10 of 10,010 lines').waitFor();
    assert.ok((await frame().locator('mark').count()) > 0);
  });

  test('measures what the container uses while the tab is shown', async () => {
    const { workbench } = session;
    await container.run('sh', '-c', 'while :; do :; done');
    await workbench.chooseInContextMenu(workbench.treeItem('Containers', name), 'Show Statistics');
    const cpu = frame().getByRole('row', { name }).getByRole('cell').first();
    await eventually(async () => assert.match((await cpu.textContent()) ?? '', /^[1-9].* %$/));
    const line = frame().locator('figure').filter({ hasText: 'CPU' }).locator('.line');
    await eventually(async () => assert.match((await line.getAttribute('d')) ?? '', /L.*L.*L/));
    await workbench.screenshot('3-statistics');
  });
});
