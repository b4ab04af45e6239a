import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { Locator } from 'playwright-core';
import { eventually } from './support/eventually';
import { WorkbenchSession } from './support/session';
import { TestContainer } from './support/testContainer';

suite('Files of a container', () => {
  let folder: string;
  let session: WorkbenchSession;
  let container: TestContainer;
  const name = `drydock-files-${process.pid}`;

  suiteSetup(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), 'drydock-folder-'));
    await writeFile(path.join(folder, 'from host.txt'), 'of the host');
    const script =
      'mkdir /work /work/sub && chown 77 /work/sub && cd /work && echo first >notes.txt && chown 1234:4321 notes.txt && ' +
      'trap "exit 0" TERM; sleep 1000 & wait';
    container = await TestContainer.start('drydock-test/busybox', name, ['sh', '-c', script]);
    session = await WorkbenchSession.start(folder, 'containerFiles');
    const { workbench } = session;
    await workbench.openActivity('Drydock');
    await workbench.foldView('Workspace');
    await workbench.foldView('Images');
    await workbench.filterContainers(name);
  });

  setup(() => session.workbench.openActivity('Drydock'));

  teardown(async function () {
    await session.keepIfFailed(this.currentTest);
  });

  suiteTeardown(async () => {
    await session.stop();
    await container.remove();
    await rm(folder, { recursive: true, force: true });
  });

  test('are found below it, opened, edited and saved with their owner', async () => {
    const { workbench } = session;
    await workbench.expandRow(row(name), row('Files'));
    await workbench.expandRow(row('Files'), row('work'));
    await workbench.expandRow(row('work'), row('notes.txt'));
    await row('notes.txt').click();
    await eventually(async () => assert.equal(await workbench.editorText(), 'first\n'));
    await workbench.screenshot('1-open');
    await workbench.goToLine(1);
    await workbench.replaceLine('second');
    await workbench.saveFile();
    await eventually(async () => {
      assert.equal(await container.output(['cat', '/work/notes.txt']), 'second');
    });
    assert.equal(await container.output(['stat', '-c', '%u:%g', '/work/notes.txt']), '1234:4321');
  });

  test('are made, renamed and deleted, which is asked', async () => {
    const { workbench } = session;
    await workbench.chooseInContextMenu(row('work'), 'New File…');
    await workbench.quickInput.accept('new file.txt');
    await row('new file.txt').waitFor();
    await workbench.chooseInContextMenu(row('new file.txt'), 'Rename File or Folder…');
    await workbench.quickInput.accept('-renamed');
    await row('-renamed').waitFor();
    await row('new file.txt').waitFor({ state: 'detached' });
    await eventually(async () => assert.equal(await workbench.activeTab(), '-renamed'));
    await workbench.chooseInContextMenu(row('-renamed'), 'Delete File or Folder…');
    await workbench.dialog('/work/-renamed').waitFor();
    await workbench.screenshot('2-delete');
    assert.equal(await container.output(['ls', '-1', '/work']), '-renamed\nnotes.txt\nsub');
    await workbench.answerDialog('/work/-renamed', 'Delete');
    await row('-renamed').waitFor({ state: 'detached' });
    await eventually(async () => assert.equal(await workbench.activeTab(), 'notes.txt'));
    assert.deepEqual(await workbench.notifications(), []);
    assert.equal(await container.output(['ls', '-1', '/work']), 'notes.txt\nsub');
  });

  test('of the Explorer are dropped onto a folder of it', async () => {
    const { workbench } = session;
    const { page } = workbench;
    await workbench.openActivity('Explorer');
    const icon = page.locator('.activitybar .action-label[aria-label^="Drydock"]');
    await page
      .locator('.explorer-folders-view .monaco-list-row')
      .filter({ hasText: 'from host.txt' })
      .hover();
    await page.mouse.down();
    try {
      // The view below an icon opens when something is held above it.
      await eventually(async () => {
        await icon.hover({ force: true, position: { x: 10, y: 10 } });
        await icon.hover({ force: true, position: { x: 12, y: 12 } });
        await row('sub').waitFor({ timeout: 1000 });
      });
      await row('sub').hover({ force: true, position: { x: 60, y: 8 } });
      await row('sub').hover({ force: true, position: { x: 62, y: 10 } });
    } finally {
      await page.mouse.up();
    }
    await dropped('of the host');
    await workbench.screenshot('3-dropped');
  });

  test('that are there already are replaced only when that is answered', async () => {
    const { workbench } = session;
    await writeFile(path.join(folder, 'from host.txt'), 'of the host again');
    await workbench.quickInput.openFile('from host.txt');
    await workbench.page
      .locator('.tabs-container .tab[data-resource-name="from host.txt"]')
      .first()
      .dragTo(row('sub'), { force: true });
    await workbench.dialog('/work/sub/from host.txt').waitFor();
    await workbench.screenshot('4-replace');
    assert.equal(await container.output(['cat', '/work/sub/from host.txt']), 'of the host');
    await workbench.answerDialog('/work/sub/from host.txt', 'Replace');
    await dropped('of the host again');
  });

  test('come down to a folder of this machine', async () => {
    const { workbench } = session;
    await workbench.chooseInContextMenu(row('work'), 'Download…');
    await workbench.quickInput.accept(`${folder}/`);
    const received = path.join(folder, 'work', 'sub', 'from host.txt');
    await eventually(async () =>
      assert.equal(await readFile(received, 'utf8'), 'of the host again'),
    );
    await workbench.screenshot('5-downloaded');
  });

  /** It is there, and belongs to the owner of the folder. */
  async function dropped(content: string): Promise<void> {
    const file = '/work/sub/from host.txt';
    await eventually(async () => {
      assert.equal(await container.output(['cat', file]), content);
    });
    assert.equal(await container.output(['stat', '-c', '%u', file]), '77');
    await session.workbench.expandRow(row('sub'), row('from host.txt'));
  }

  function row(label: string): Locator {
    return session.workbench.treeItem('Containers', label);
  }
});
