import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
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
    const script =
      'mkdir /work /work/sub && cd /work && echo first >notes.txt && chown 1234:4321 notes.txt && ' +
      'trap "exit 0" TERM; sleep 1000 & wait';
    container = await TestContainer.start('drydock-test/busybox', name, ['sh', '-c', script]);
    session = await WorkbenchSession.start(folder, 'containerFiles');
    const { workbench } = session;
    await workbench.openActivity('Drydock');
    await workbench.foldView('Workspace');
    await workbench.foldView('Images');
    await workbench.filterContainers(name);
  });

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
    await expand(row(name), row('Files'));
    await expand(row('Files'), row('work'));
    await expand(row('work'), row('notes.txt'));
    await row('notes.txt').click();
    await eventually(async () => assert.equal(await workbench.editorText(), 'first\n'));
    await workbench.screenshot('1-open');
    await workbench.focusEditor();
    await workbench.replaceLine('second');
    await workbench.saveFile();
    assert.equal(await container.output(['cat', '/work/notes.txt']), 'second');
    assert.equal(await container.output(['stat', '-c', '%u:%g', '/work/notes.txt']), '1234:4321');
  });

  test('are made, renamed and deleted, which is asked', async () => {
    const { workbench } = session;
    await workbench.chooseInContextMenu(row('work'), 'New File in Container…');
    await workbench.quickInput.accept('new file.txt');
    await row('new file.txt').waitFor();
    await workbench.chooseInContextMenu(row('new file.txt'), 'Rename in Container…');
    await workbench.quickInput.accept('-renamed');
    await row('-renamed').waitFor();
    await row('new file.txt').waitFor({ state: 'detached' });
    await eventually(async () => assert.equal(await workbench.activeTab(), '-renamed'));
    await workbench.chooseInContextMenu(row('-renamed'), 'Delete in Container…');
    await workbench.dialog('/work/-renamed').waitFor();
    await workbench.screenshot('2-delete');
    assert.equal(await container.output(['ls', '-1', '/work']), '-renamed\nnotes.txt\nsub');
    await workbench.answerDialog('/work/-renamed', 'Delete');
    await row('-renamed').waitFor({ state: 'detached' });
    assert.equal(await container.output(['ls', '-1', '/work']), 'notes.txt\nsub');
  });

  function row(label: string): Locator {
    return session.workbench.treeItem('Containers', label);
  }

  /** Opens a row until another one stands below it: a view that is drawn anew may lose a click. */
  async function expand(parent: Locator, child: Locator): Promise<void> {
    await parent.waitFor();
    await eventually(async () => {
      if ((await parent.getAttribute('aria-expanded')) === 'false') {
        await parent.locator('.monaco-tl-twistie').click();
      }
      await child.waitFor({ timeout: 5000 });
    });
  }
});
