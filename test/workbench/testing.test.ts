import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import type { Locator } from 'playwright-core';
import { eventually } from './support/eventually';
import { SampleProject } from './support/sampleProject';
import { WorkbenchSession } from './support/session';
import { stepByStep } from './support/stepByStep';
import { openTerminalLink } from './support/terminalLink';
import { programsIn, TestContainer } from './support/testContainer';

suite('Tests in the Testing view, as a person uses them', function () {
  this.timeout(240_000);

  let project: SampleProject;
  let container: TestContainer;
  let session: WorkbenchSession;

  suiteSetup(async () => {
    project = await SampleProject.copy(`lighthouse-${process.pid}`, 'lighthouse');
    await buildOnlyGoogleTest(project.file('checks/CMakeLists.txt'));
    container = await TestContainer.startFor('drydock-test/bookworm-tests', project.hostPath);
    session = await WorkbenchSession.start(project.hostPath, 'testing', {
      'search.exclude': { '**/build': true },
      'testing.automaticallyOpenTestResults': 'neverOpen',
    });
  });

  stepByStep(() => session);

  suiteTeardown(async () => {
    await session.stop();
    await container.remove();
    await project.remove();
  });

  /** The row of a test or a group; what stands behind its name, such as a time, is not part of it. */
  const row = (label: string): Locator =>
    session.workbench.page
      .locator('.test-explorer .monaco-list-row[role="treeitem"]')
      .filter({
        has: session.workbench.page.locator(`xpath=.//div[@class="label"][text()="${label}"]`),
      })
      .first();

  const waitForState = (label: string, state: RegExp, timeoutMs = 60_000): Promise<void> =>
    eventually(
      async () => assert.match((await row(label).getAttribute('aria-label')) ?? '', state),
      timeoutMs,
    );

  /** Presses a button of a row. A row that moves meanwhile is under the pointer no more. */
  const press = (label: string, title: string): Promise<void> =>
    eventually(async () => {
      await row(label).hover({ timeout: 3000 });
      await row(label)
        .locator(`.action-label[aria-label^="${title}"]`)
        .first()
        .click({ timeout: 3000 });
    }, 30_000);

  /** Unfolds a row, unless the view has by itself. */
  const unfold = async (label: string): Promise<void> => {
    await row(label).waitFor({ timeout: 120_000 });
    await eventually(async () => {
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
    await workbench.screenshot('01-not-built');
  });

  test('a build brings its tests, by folder, and the cases of their programs', async () => {
    const { workbench } = session;
    await workbench.quickInput.runCommand('Drydock: Build in Container');
    await unfold('checks');
    await row('range.wrong').waitFor();
    await unfold('gtest_check');
    await row('Lens.Turns').waitFor();
    await workbench.screenshot('02-listed');
  });

  test('a case that is run alone fails at its line', async () => {
    const { workbench } = session;
    await workbench.quickInput.openFile('gtest.cpp');
    await press('Lens.Turns', 'Run Test');
    await waitForState('Lens.Turns', /failed/i);
    await workbench.screenshot('03-case');
    await press('gtest_check', 'Run Test');
    await waitForState('Range.GrowsWithHeight', /passed/i);
    await workbench.screenshot('04-cases');
  });

  test('a test that fails shows its message at its line', async () => {
    const { workbench } = session;
    await workbench.quickInput.openFile('range.cpp');
    await press('range.asserted', 'Run Test');
    await waitForState('range.asserted', /failed/i);
    const message = workbench.page
      .locator('.test-error-content-widget')
      .filter({ hasText: "Assertion `range > 20' failed." });
    const line = workbench.page.locator('.view-line').filter({ hasText: 'MARK: assertion' });
    await eventually(async () => {
      const [shown, wanted] = await Promise.all([message.boundingBox(), line.boundingBox()]);
      assert.ok(shown && wanted && Math.abs(shown.y - wanted.y) < wanted.height / 2);
    });
    await workbench.screenshot('05-failed');
    await workbench.quickInput.runCommand('Test: Show Output');
    await workbench.page
      .locator('.test-output-peek-tree .monaco-list-row')
      .filter({ hasText: 'range.asserted' })
      .first()
      .waitFor();
    await workbench.screenshot('06-output');
  });

  test('a run that is cancelled leaves nothing in the container', async () => {
    const { workbench } = session;
    await press('waiting.long', 'Run Test');
    await eventually(
      async () => assert.match((await programsIn(container.name)).join('\n'), /waiting_check/),
      60_000,
    );
    await workbench.quickInput.runCommand('Test: Cancel Test Run');
    await eventually(async () =>
      assert.doesNotMatch((await programsIn(container.name)).join('\n'), /waiting_check|ctest/),
    );
    await workbench.screenshot('07-cancelled');
  });

  test('a file that is saved runs them again while they are watched', async () => {
    const { workbench } = session;
    await workbench.quickInput.openFile('gtest.cpp');
    await press('gtest_check', 'Turn on Continuous Run');
    await workbench.goToLine(await project.lineOf('checks/gtest.cpp', 'MARK: lens'));
    await workbench.replaceLine('EXPECT_EQ(nextPosition(0, 4), 1); // MARK: lens');
    await workbench.saveFile();
    await waitForState('Lens.Turns', /passed/i, 120_000);
    await workbench.screenshot('08-watched');
    await press('gtest_check', 'Turn off Continuous Run');
  });

  test('tests that do not run say why', async () => {
    const { workbench } = session;
    await press('skipped', 'Run Test');
    await waitForState('skipped', /skipped/i);
    await press('never_built', 'Run Test');
    await waitForState('never_built', /errored/i);
    await workbench.screenshot('09-ends');
  });

  test('a test is debugged with its own arguments', async () => {
    const { workbench } = session;
    await workbench.quickInput.openFile('range.cpp');
    const line = await project.lineOf('checks/range.cpp', 'MARK: assertion');
    await workbench.toggleBreakpoint(line);
    await workbench.openActivity('Testing');
    await press('range.asserted', 'Debug Test');
    await workbench.debug.waitForStopped('main', line);
    await workbench.screenshot('10-debugged');
    await workbench.debug.press('Continue');
    assert.match(await workbench.debug.exception(), /SIGABRT[\s\S]*range > 20/);
    // The program says where it is in the container; the host's file opens, as a mount shows it.
    await workbench.quickInput.openFile('gtest.cpp');
    await openTerminalLink(
      workbench,
      '/workspace/checks/range.cpp:',
      project.file('checks/range.cpp'),
    );
    await eventually(async () => assert.equal(await workbench.activeTab(), 'range.cpp'));
    await workbench.page
      .locator('.editor-group-container.active .monaco-editor[data-uri^="vscode-remote:"]')
      .waitFor();
    await workbench.debug.press('Stop');
    await workbench.debug.waitForEnd();
    await workbench.openActivity('Testing');
    await waitForState('range.asserted', /failed/i);
  });

  test('coverage is measured in a build of its own, after a question', async () => {
    const { workbench } = session;
    await workbench.openActivity('Testing');
    await press('range', 'Run Test with Coverage');
    await workbench.answerDialog('Coverage needs a build of its own', 'Build with Coverage');
    const covered = workbench.page.locator('.test-coverage-list-item').filter({ hasText: 'lamp' });
    await covered.first().waitFor({ timeout: 200_000 });
    await workbench.quickInput.openFile('lamp.cpp');
    await workbench.page.locator('.coverage-deco-gutter.coverage-deco-miss').first().waitFor();
    await workbench.page.locator('.coverage-deco-gutter.coverage-deco-hit').first().waitFor();
    await workbench.screenshot('11-coverage');
  });
});

/** The other frameworks take long to compile, and their cases look no other in the view. */
async function buildOnlyGoogleTest(cmakeLists: string): Promise<void> {
  const text = await readFile(cmakeLists, 'utf8');
  await writeFile(cmakeLists, text.replace(/^find_package\((Catch2|doctest) QUIET\)$/gm, ''));
}
