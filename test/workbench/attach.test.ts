import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { WorkbenchSession } from './support/session';
import { TestContainer } from './support/testContainer';

suite('Attaching to a process', () => {
  let folder: string;
  let session: WorkbenchSession;
  let container: TestContainer;
  const name = `drydock-attach-${process.pid}`;

  suiteSetup(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), 'drydock-folder-'));
    container = await TestContainer.start('drydock-test/bookworm', name, [
      ...['sh', '-c', 'trap "exit 0" TERM; sleep 4321 & wait'],
    ]);
    session = await WorkbenchSession.start(folder, 'attach');
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

  test('picks it from a list of the container, and shows it under the debugger', async () => {
    const { workbench } = session;
    const row = workbench.treeItem('Containers', name);
    await workbench.chooseInContextMenu(row, 'Attach to Process in Container…');
    await workbench.quickInput.row('sleep 4321').waitFor();
    const labels = await workbench.quickInput.labels();
    assert.equal(labels[0], 'sleep');
    assert.ok(!labels.some((label) => /gdb|cat/.test(label)), labels.join());
    await workbench.screenshot('1-processes');
    await workbench.quickInput.pick('sleep 4321');
    await workbench.page.locator('.debug-toolbar').waitFor();
    await workbench.screenshot('2-attached');
    await workbench.quickInput.runCommand('Debug: Disconnect');
    await workbench.page.locator('.debug-toolbar').waitFor({ state: 'hidden' });
  });
});
