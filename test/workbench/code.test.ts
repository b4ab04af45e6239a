import assert from 'node:assert/strict';
import { eventually } from './support/eventually';
import { SampleProject } from './support/sampleProject';
import { WorkbenchSession } from './support/session';
import { stepByStep } from './support/stepByStep';
import { TestContainer } from './support/testContainer';

suite("Code that the container's clangd understands, as a person sees it", function () {
  this.timeout(240_000);

  let project: SampleProject;
  let container: TestContainer;
  let session: WorkbenchSession;

  suiteSetup(async () => {
    project = await SampleProject.copy(`code-${process.pid}`);
    container = await TestContainer.startFor('drydock-test/clangd', project.hostPath);
    session = await WorkbenchSession.start(project.hostPath, 'code', {
      'search.exclude': { '**/build*': true },
    });
  });

  stepByStep(() => session);

  suiteTeardown(async () => {
    await session.stop();
    await container.remove();
    await project.remove();
  });

  /** Its process; empty when there is none. It renames its threads, so its name does not tell. */
  const clangd = async (): Promise<string> =>
    (await container.output(['sh', '-c', 'pgrep -f "[c]langd --compile" || true'])).trim();

  test('is offered after the first configure step', async () => {
    const { workbench } = session;
    // Drydock looks into the container meanwhile.
    await workbench.openActivity('Drydock');
    await workbench.treeItem('Workspace', project.name).first().waitFor();
    await workbench.quickInput.openFile('main.cpp');
    await workbench.quickInput.runCommand('Drydock: Configure in Container');
    await workbench.page
      .locator('.notification-toast')
      .getByText('understood as the container compiles it')
      .waitFor({ timeout: 120_000 });
    await workbench.screenshot('01-offered');
    await workbench.answerNotification(
      /understood as the container compiles it/,
      "Use the Container's clangd",
    );
    await eventually(async () => assert.match(await clangd(), /^\d+$/), 60_000);
  });

  test('leads into a header that only the container has, which cannot be edited', async () => {
    const { workbench } = session;
    await workbench.goToLine(await project.lineOf('app/main.cpp', '<vector>'));
    await workbench.page.keyboard.press('End');
    await workbench.page.keyboard.press('ArrowLeft');
    await eventually(async () => {
      if ((await workbench.activeTab()) !== 'vector') {
        await workbench.page.keyboard.press('F12');
      }
      const tab = workbench.page.locator('.tab.active[data-resource-name="vector"]');
      await tab.waitFor({ timeout: 5000 });
    });
    await eventually(async () => assert.match(await workbench.editorText(), /C\+\+/));
    await workbench.screenshot('02-vector');
    await workbench.quickInput.openFile('main.cpp');
  });

  test('says what is wrong while it is typed', async () => {
    const { workbench } = session;
    await workbench.openProblems();
    await workbench.goToLine(await project.lineOf('app/main.cpp', '// MARK: work'));
    await workbench.replaceLine('    dock.wurk();');
    await eventually(
      async () => assert.match((await workbench.problems()).join('\n'), /No member named 'wurk'/),
      60_000,
    );
    await workbench.screenshot('03-problem');
    await workbench.replaceLine('    dock.work();');
    await eventually(async () =>
      assert.doesNotMatch((await workbench.problems()).join('\n'), /wurk/),
    );
  });

  test('is understood again when clangd was killed, and no more when that is wished', async () => {
    const { workbench } = session;
    const before = await clangd();
    await container.run('kill', '-9', before);
    await eventually(async () => {
      const now = await clangd();
      assert.match(now, /^\d+$/);
      assert.notEqual(now, before);
    }, 60_000);

    await workbench.quickInput.runCommand('Drydock: Stop Understanding the Code of the Container');
    await eventually(async () => assert.equal(await clangd(), ''), 30_000);
  });
});
