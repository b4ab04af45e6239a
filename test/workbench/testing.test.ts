import assert from 'node:assert/strict';
import type { Locator } from 'playwright-core';
import { eventually } from './support/eventually';
import { SampleProject } from './support/sampleProject';
import { WorkbenchSession } from './support/session';
import { programsIn, TestContainer } from './support/testContainer';

suite('Tests in the Testing view, as a person uses them', function () {
  this.timeout(240_000);

  let project: SampleProject;
  let container: TestContainer;
  let session: WorkbenchSession;
  let stumbled: string | undefined;

  suiteSetup(async () => {
    project = await SampleProject.copy(`lighthouse-${process.pid}`, 'lighthouse');
    container = await TestContainer.startFor('drydock-test/bookworm-tests', project.hostPath);
    session = await WorkbenchSession.start(project.hostPath, 'testing', {
      'search.exclude': { '**/build': true },
      'testing.automaticallyOpenTestResults': 'neverOpen',
    });
  });

  setup(() => {
    // Each step stands on the one before: the first that fails says what is wrong.
    assert.equal(stumbled, undefined, `The walk ended at the step "${stumbled ?? ''}".`);
  });

  teardown(async function () {
    if (this.currentTest?.state === 'failed') {
      stumbled = this.currentTest.title;
    }
    await session.keepIfFailed(this.currentTest);
  });

  suiteTeardown(async () => {
    await session.stop();
    await container.remove();
    await project.remove();
  });

  /** The row of a test or a group. */
  const row = (label: string): Locator =>
    session.workbench.page
      .locator('.test-explorer .monaco-list-row[role="treeitem"]')
      .filter({ has: session.workbench.page.locator('.label').getByText(label, { exact: true }) })
      .first();

  const stateOf = async (label: string): Promise<string> =>
    (await row(label).getAttribute('aria-label')) ?? '';

  /** Unfolds a row, whatever the view has unfolded by itself. */
  const unfold = async (label: string): Promise<void> => {
    await row(label).waitFor({ timeout: 120_000 });
    await eventually(async () => {
      // A window that is still put up shows its Explorer again.
      await session.workbench.openActivity('Testing');
      if ((await row(label).getAttribute('aria-expanded', { timeout: 3000 })) !== 'true') {
        await row(label).locator('.monaco-tl-twistie').click({ timeout: 3000 });
      }
      assert.equal(await row(label).getAttribute('aria-expanded'), 'true');
    });
  };

  test('a project that was never built says so', async () => {
    const { workbench } = session;
    // There is no such view before an extension with tests is active.
    await workbench.page
      .locator('.activitybar .action-label[aria-label^="Testing"]')
      .waitFor({ timeout: 120_000 });
    await workbench.openActivity('Testing');
    await unfold(project.name);
    await workbench.page
      .locator('.test-explorer .monaco-list-row')
      .filter({ hasText: 'CMake has not run in the build folder' })
      .waitFor({ timeout: 60_000 });
    await workbench.screenshot('1-not-built');
  });

  test('a build brings its tests, by folder, and the cases of their programs', async () => {
    const { workbench } = session;
    await workbench.quickInput.runCommand('Drydock: Build in Container');
    await unfold('checks');
    await row('range.wrong').waitFor();
    await unfold('gtest_check');
    await row('Lens.Turns').waitFor();
    await workbench.screenshot('2-listed');
  });

  test('a case that is run alone fails at its line', async () => {
    const { workbench } = session;
    await workbench.quickInput.openFile('gtest.cpp');
    await workbench.clickInlineAction(row('Lens.Turns'), 'Run Test');
    await eventually(async () => assert.match(await stateOf('Lens.Turns'), /failed/i), 60_000);
    await workbench.screenshot('3-case');
    await workbench.clickInlineAction(row('gtest_check'), 'Run Test');
    await eventually(
      async () => assert.match(await stateOf('Range.GrowsWithHeight'), /passed/i),
      60_000,
    );
    await workbench.screenshot('4-cases');
  });

  test('a test that fails shows its message at its line', async () => {
    const { workbench } = session;
    await workbench.quickInput.openFile('range.cpp');
    await workbench.clickInlineAction(row('range.asserted'), 'Run Test');
    await eventually(async () => assert.match(await stateOf('range.asserted'), /failed/i), 60_000);
    await workbench.screenshot('5-failed');
    await workbench.quickInput.runCommand('Test: Show Output');
    await workbench.screenshot('6-output');
  });

  test('a run that is cancelled leaves nothing in the container', async () => {
    const { workbench } = session;
    await workbench.clickInlineAction(row('waiting.long'), 'Run Test');
    await eventually(
      async () => assert.match((await programsIn(container.name)).join('\n'), /waiting_check/),
      60_000,
    );
    await workbench.quickInput.runCommand('Test: Cancel Test Run');
    await eventually(async () =>
      assert.doesNotMatch((await programsIn(container.name)).join('\n'), /waiting_check|ctest/),
    );
    await workbench.screenshot('7-cancelled');
  });

  test('a file that is saved runs them again while they are watched', async () => {
    const { workbench } = session;
    await workbench.quickInput.openFile('gtest.cpp');
    await workbench.clickInlineAction(row('gtest_check'), 'Turn on Continuous Run');
    await workbench.goToLine(await project.lineOf('checks/gtest.cpp', 'MARK: lens'));
    await workbench.replaceLine('EXPECT_EQ(nextPosition(0, 4), 1); // MARK: lens');
    await workbench.saveFile();
    await eventually(async () => assert.match(await stateOf('Lens.Turns'), /passed/i), 120_000);
    await workbench.screenshot('10-watched');
    await workbench.clickInlineAction(row('gtest_check'), 'Turn off Continuous Run');
  });

  test('tests that do not run say why', async () => {
    const { workbench } = session;
    await workbench.clickInlineAction(row('skipped'), 'Run Test');
    await eventually(async () => assert.match(await stateOf('skipped'), /skipped/i), 60_000);
    await workbench.clickInlineAction(row('never_built'), 'Run Test');
    await eventually(async () => assert.match(await stateOf('never_built'), /errored/i), 60_000);
    await workbench.screenshot('8-ends');
  });

  test('a test is debugged with its own arguments', async () => {
    const { workbench } = session;
    await workbench.quickInput.openFile('range.cpp');
    const line = await project.lineOf('checks/range.cpp', 'MARK: assertion');
    await workbench.toggleBreakpoint(line);
    await workbench.openActivity('Testing');
    await workbench.clickInlineAction(row('range.asserted'), 'Debug Test');
    await workbench.debug.waitForStopped('main', line);
    await workbench.screenshot('9-debugged');
    await workbench.page.keyboard.press('F5');
    await workbench.page.locator('.debug-toolbar').waitFor();
    await workbench.page.keyboard.press('Shift+F5');
    await workbench.page.locator('.debug-toolbar').waitFor({ state: 'hidden' });
  });

  test('coverage is measured in a build of its own, after a question', async () => {
    const { workbench } = session;
    await workbench.openActivity('Testing');
    await workbench.clickInlineAction(row('range'), 'Run Test with Coverage');
    await workbench.answerDialog('Coverage needs a build of its own', 'Build with Coverage');
    const covered = workbench.page.locator('.test-coverage-list-item').filter({ hasText: 'lamp' });
    await covered.first().waitFor({ timeout: 200_000 });
    await workbench.quickInput.openFile('lamp.cpp');
    await workbench.screenshot('11-coverage');
  });
});
