import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { eventually } from './support/eventually';
import { WorkbenchSession } from './support/session';
import { TestContainer } from './support/testContainer';

suite('The Containers view', () => {
  let folder: string;
  let session: WorkbenchSession;
  let container: TestContainer;
  const name = `drydock-view-${process.pid}`;

  suiteSetup(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), 'drydock-folder-'));
    session = await WorkbenchSession.start(folder, 'containers');
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

  test('shows a container that was started elsewhere', async () => {
    const { workbench } = session;
    await workbench.view('Containers').waitFor();
    container = await TestContainer.start('drydock-test/busybox', name, [
      ...['sh', '-c', 'trap "exit 0" TERM; sleep 1000 & wait'],
    ]);
    await workbench.treeItem('Containers', name).waitFor();
    await workbench.screenshot('1-started-elsewhere');
  });

  test('opens a shell in it', async () => {
    const { workbench } = session;
    await workbench.chooseInContextMenu(workbench.treeItem('Containers', name), 'Open Shell');
    await workbench.typeInTerminal('echo "$((6 * 7)) in $(hostname)"');
    const answer = `42 in ${container.id.slice(0, 12)}`;
    await eventually(async () => assert.ok((await workbench.terminalText()).includes(answer)));
    await workbench.screenshot('2-shell');
    await workbench.typeInTerminal('exit');
  });

  test('shows in its row what it uses, when asked', async () => {
    const { workbench } = session;
    await workbench.quickInput.runCommand('Drydock: Show CPU and Memory in Rows');
    const row = workbench.treeItem('Containers', name);
    await row.filter({ hasText: / % · .* [kM]B · / }).waitFor();
    await workbench.screenshot('3-usage');
    await workbench.quickInput.runCommand('Drydock: Hide CPU and Memory in Rows');
    await row.filter({ hasNotText: ' % ' }).waitFor();
  });

  test('stops it', async () => {
    const { workbench } = session;
    await workbench.clickInlineAction(workbench.treeItem('Containers', name), 'Stop Container');
    await eventually(async () => assert.equal(await container.isRunning(), false));
    await workbench.treeItem('Containers', name).filter({ hasText: 'exited' }).waitFor();
  });

  test('removes of the stopped ones those that are left checked, after a look at them', async () => {
    const { workbench } = session;
    const other = `${name}-other`;
    const ended = await TestContainer.start('drydock-test/busybox', other, ['true']);
    await workbench.treeItem('Containers', other).filter({ hasText: 'exited' }).waitFor();
    await workbench.quickInput.runCommand('Drydock: Remove Stopped Containers…');
    await workbench.quickInput.row(other).waitFor();
    assert.match(await workbench.quickInput.title(), /^Stopped Containers: \d+, with /);
    await workbench.screenshot('4-stopped-ones');
    await workbench.quickInput.checkOnly(other);
    await workbench.dialog(`"${other}".`).waitFor();
    await workbench.screenshot('4-stopped-ones-asked');
    await workbench.answerDialog('Remove 1 stopped container?', 'Remove');
    await workbench.treeItem('Containers', other).waitFor({ state: 'detached' });
    assert.equal(await ended.exists(), false);
    assert.equal(await container.exists(), true);
  });

  test('asks before it removes it', async () => {
    const { workbench } = session;
    await workbench.chooseInContextMenu(
      workbench.treeItem('Containers', name),
      'Remove Container…',
    );
    await workbench.dialog(name).waitFor();
    await workbench.screenshot('5-remove');
    assert.equal(await container.exists(), true);
    await workbench.answerDialog(name, 'Remove');
    await eventually(async () => assert.equal(await container.exists(), false));
    await workbench.treeItem('Containers', name).waitFor({ state: 'detached' });
  });
});
