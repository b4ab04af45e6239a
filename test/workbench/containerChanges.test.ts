import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { eventually } from './support/eventually';
import { WorkbenchSession } from './support/session';
import { programsIn, TestContainer } from './support/testContainer';

suite('A container in the Containers view', () => {
  let folder: string;
  let session: WorkbenchSession;
  let container: TestContainer;
  const name = `drydock-change-${process.pid}`;
  const other = `drydock-other-${process.pid}`;
  const view = 'Containers';

  suiteSetup(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), 'drydock-folder-'));
    const idle = ['sh', '-c', 'trap "exit 0" TERM; sleep 1000 & wait'];
    container = await TestContainer.start('drydock-test/busybox', name, idle);
    session = await WorkbenchSession.start(folder, 'containerChanges');
    await session.workbench.openActivity('Drydock');
    await session.workbench.foldView('Workspace');
    await session.workbench.foldView('Images');
  });

  teardown(async function () {
    await session.keepIfFailed(this.currentTest);
  });

  suiteTeardown(async () => {
    await session.stop();
    await container.remove();
    await (await TestContainer.named(name))?.remove();
    await (await TestContainer.named(other))?.remove();
    await rm(folder, { recursive: true, force: true });
  });

  test('is the only one when its name is the filter, and the view remembers it', async () => {
    const { workbench } = session;
    await workbench.quickInput.runCommand('Drydock: Filter Containers…');
    await workbench.quickInput.accept(name);
    await eventually(async () => assert.deepEqual(await workbench.treeLabels(view), [name]));
    await workbench.screenshot('1-filtered');
  });

  test('stands in the group of its state when the view is configured so', async () => {
    const { workbench } = session;
    await workbench.quickInput.runCommand('Drydock: Configure View…');
    await workbench.quickInput.pick('Group by');
    await workbench.quickInput.pick('State');
    await workbench.treeItem(view, 'running').waitFor();
    await workbench.page.keyboard.press('Escape');
    await eventually(async () =>
      assert.deepEqual(await workbench.treeLabels(view), ['running', name]),
    );
    await workbench.screenshot('2-grouped');
  });

  test('shows its environment and its processes, of which one gets a signal', async () => {
    const { workbench } = session;
    const environment = workbench.treeItem(view, 'Environment');
    await workbench.expandRow(workbench.treeItem(view, name), environment);
    await workbench.expandRow(environment, workbench.treeItem(view, 'PATH'));
    const sleeper = workbench.treeItem(view, 'sleep');
    await workbench.expandRow(workbench.treeItem(view, 'Processes'), sleeper);
    await workbench.screenshot('3-children');
    await workbench.clickInlineAction(sleeper, 'Send Signal to Process');
    await workbench.quickInput.pick('SIGTERM');
    // The first process waits for it, and ends with it.
    await workbench.treeItem(view, 'exited').waitFor();
    await workbench.clickInlineAction(workbench.treeItem(view, name), 'Start Container');
    await workbench.treeItem(view, 'running').waitFor();
  });

  test('is paused and goes on', async () => {
    const { workbench } = session;
    const row = workbench.treeItem(view, name);
    await workbench.chooseInContextMenu(row, 'Pause Container');
    await workbench.treeItem(view, 'paused').waitFor();
    await workbench.chooseInContextMenu(workbench.treeItem(view, name), 'Unpause Container');
    await workbench.treeItem(view, 'running').waitFor();
  });

  test('runs a command whose output stays to be read', async () => {
    const { workbench } = session;
    const row = workbench.treeItem(view, name);
    await workbench.chooseInContextMenu(row, 'Run Command in Container…');
    await workbench.quickInput.accept('echo "$((6 * 7))" > /made; cat /made; exit 3');
    await eventually(async () => {
      const text = await workbench.terminalText();
      assert.match(text, /42[^]*ended with exit code 3/);
    });
    await workbench.screenshot('4-command');
    await workbench.page.keyboard.press('Enter');
  });

  test('lists what differs from its image', async () => {
    const { workbench } = session;
    const row = workbench.treeItem(view, name);
    await workbench.chooseInContextMenu(row, 'Show Changes against Image');
    await eventually(async () => assert.match(await workbench.editorText(), /A \/made/));
    await workbench.screenshot('5-changes');
  });

  test('is made anew with a variable, under its name, and the old one is gone', async () => {
    const { workbench } = session;
    await workbench.quickInput.runCommand('Drydock: Recreate Container with Changes…');
    await workbench.quickInput.pick(name);
    await workbench.quickInput.pick('Set a Variable…');
    await workbench.quickInput.accept('GREETING=hello');
    await workbench.quickInput.row('Go On with These').waitFor();
    await workbench.screenshot('6-recreate');
    await workbench.quickInput.pick('Go On with These');
    await workbench.dialog(name).waitFor();
    await workbench.screenshot('7-recreate-asked');
    await workbench.answerDialog(name, 'Recreate');
    await eventually(async () => {
      const made = await TestContainer.named(name);
      assert.ok(made && made.id !== container.id);
      assert.equal(await container.exists(), false);
      assert.ok((await programsIn(made.id)).length > 0);
    }, 60_000);
    await eventually(async () => assert.ok((await workbench.treeLabels(view)).includes(name)));
    await workbench.screenshot('8-recreated');
  });

  test('gets another name', async () => {
    const { workbench } = session;
    await workbench.quickInput.runCommand('Drydock: Rename Container…');
    await workbench.quickInput.pick(name);
    await workbench.quickInput.accept(other);
    await eventually(async () => assert.ok(await TestContainer.named(other)));
    await workbench.quickInput.runCommand('Drydock: Clear Filter of Containers');
    await workbench.treeItem(view, other).waitFor();
    await workbench.screenshot('9-renamed');
  });
});
