import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { eventually } from './support/eventually';
import { keptBuildsStored } from './support/keptBuildsStored';
import { SampleProject } from './support/sampleProject';
import { WorkbenchSession } from './support/session';
import { stepByStep } from './support/stepByStep';
import { programsIn, TestContainer } from './support/testContainer';

suite('A folder in several containers, as a person sees it', function () {
  this.timeout(240_000);

  let project: SampleProject;
  let containers: readonly TestContainer[];
  let session: WorkbenchSession;
  const oldest = `gcc10-${process.pid}`;
  const newest = `gcc12-${process.pid}-trixie`;

  suiteSetup(async () => {
    project = await SampleProject.copy(`gcc12-${process.pid}`);
    await writeFile(project.file('CMakeLists.txt'), lists);
    await writeFile(project.file('sail.cpp'), source);
    containers = await Promise.all([
      TestContainer.startFor('drydock-test/bookworm', project.hostPath),
      TestContainer.startBeside('drydock-test/bullseye', project.hostPath, oldest),
    ]);
    session = await WorkbenchSession.start(project.hostPath, 'sideBySide', {
      'search.exclude': { '**/build*': true },
    });
  });

  stepByStep(() => session);

  suiteTeardown(async () => {
    await session.stop();
    for (const container of [...containers, await TestContainer.named(newest)]) {
      await container?.remove();
    }
    await project.remove();
  });

  test('is built in those that are chosen, and each says how it ended', async () => {
    const { workbench } = session;
    await workbench.openActivity('Drydock');
    await workbench.treeItem('Workspace', 'Toolchain').waitFor();
    await workbench.quickInput.runCommand('Drydock: Build in Several Containers…');
    await workbench.quickInput.row(oldest).waitFor();
    await workbench.screenshot('01-choice');
    await workbench.quickInput.checkAlso(oldest, 'drydock-test/trixie:latest');
    await workbench.dialog('Create a container').waitFor();
    await workbench.screenshot('02-created');
    await workbench.answerDialog('Create a container', 'Create');
    await eventually(
      async () => assert.match(await workbench.terminalText(), /2 of 3 containers ended well/),
      120_000,
    );
    await workbench.screenshot('03-built');
    const text = await workbench.terminalText();
    assert.match(text, new RegExp(`✓ ${oldest}\\s+Built in .*1 warning`));
    assert.match(text, new RegExp(`✗ ${newest}\\s+The build failed .*1 error, 1 warning`));
  });

  test('has each problem once, with the names of the containers that have it', async () => {
    const { workbench } = session;
    await workbench.openProblems();
    await eventually(async () => {
      const problems = (await workbench.problems()).join('\n');
      const all = [oldest, project.name, newest].join(', ');
      assert.ok(problems.includes(`unused variable 'crane'gcc · ${all}`), problems);
      assert.match(problems, new RegExp(`too newgcc · ${newest}`));
    });
    await workbench.screenshot('04-problems');
  });

  test('loses a problem that one container had when that is mended', async () => {
    const { workbench } = session;
    await writeFile(project.file('sail.cpp'), source.replace('13, "too new"', '15, "too new"'));
    await workbench.quickInput.runCommand('Drydock: Build in Several Containers…');
    await workbench.quickInput.row(oldest).waitFor();
    await workbench.page.keyboard.press('Enter');
    await eventually(
      async () => assert.match(await workbench.terminalText(), /All 3 containers ended well/),
      120_000,
    );
    await workbench.screenshot('05-mended');
    await workbench.openProblems();
    await eventually(async () => {
      const problems = (await workbench.problems()).join('\n');
      assert.doesNotMatch(problems, /too new/);
      assert.match(problems, /unused variable/);
    });
  });

  test('is cancelled in all of them at once, and nothing is left running', async () => {
    const { workbench } = session;
    await writeFile(project.file('CMakeLists.txt'), `${lists}${slow}`);
    await buildSlowly();
    await workbench.screenshot('06-builds');
    await cancelAll();
    await workbench.screenshot('07-cancelled');
  });

  test('goes on over a reload of the window, and is shown again in all of them', async () => {
    const { workbench } = session;
    await buildSlowly();
    await eventually(async () => assert.equal(await keptBuildsStored(workbench.page), 3));
    await workbench.page.reload();
    await workbench.page.waitForSelector('.monaco-workbench .part.statusbar');
    await eventually(
      async () => assert.match(await workbench.terminalText(), /Each container has a terminal/),
      120_000,
    );
    assert.deepEqual(await waiting(), [true, true, true]);
    await workbench.screenshot('08-after-reload');
    await cancelAll();
    await workbench.screenshot('09-cancelled-after-reload');
    await writeFile(project.file('CMakeLists.txt'), lists);
  });

  test('is tested in all of them, each with rows of its own', async () => {
    const { workbench } = session;
    await workbench.quickInput.runCommand('Drydock: Test in Several Containers…');
    await workbench.quickInput.row(oldest).waitFor();
    await workbench.page.keyboard.press('Enter');
    const row = (name: string) =>
      workbench.page
        .locator('.test-explorer .monaco-list-row')
        .filter({ hasText: new RegExp(` · ${name}(?!-)`) });
    for (const name of [project.name, newest]) {
      await row(name).locator('.codicon-testing-passed-icon').waitFor({ timeout: 120_000 });
    }
    await row(oldest).locator('.codicon-testing-failed-icon').waitFor({ timeout: 120_000 });
    await workbench.screenshot('10-tested');
  });

  async function buildSlowly(): Promise<void> {
    const { workbench } = session;
    const row = workbench.treeItem('Workspace', 'Side by Side');
    await workbench.clickInlineAction(row, 'Build in These Containers');
    await eventually(async () => assert.deepEqual(await waiting(), [true, true, true]), 120_000);
  }

  /** By Ctrl+C in the terminal that shows them all. */
  async function cancelAll(): Promise<void> {
    const { workbench } = session;
    await workbench.page.locator('.terminal-wrapper.active .xterm').click();
    await workbench.page.locator('.terminal-wrapper.active .xterm.focus').waitFor();
    await workbench.page.keyboard.press('Control+C');
    await eventually(async () => assert.deepEqual(await waiting(), [false, false, false]));
    await eventually(async () =>
      assert.match(await workbench.terminalText(), /Cancelled\.\s+Cancelled\./),
    );
  }

  /** In which of the containers the step runs that never ends. */
  function waiting(): Promise<readonly boolean[]> {
    return Promise.all(
      [project.name, oldest, newest].map(async (name) =>
        (await programsIn(name)).includes('sleep 4711'),
      ),
    );
  }
});

const lists = `cmake_minimum_required(VERSION 3.13)
project(fleet CXX)
add_compile_options(-Wall)
add_executable(sail sail.cpp)
enable_testing()
add_test(NAME sails COMMAND sail)
add_test(NAME sails_fast COMMAND sail fast)
`;

const slow = 'add_custom_target(slow ALL COMMAND sleep 4711)\n';

const source = `static_assert(__GNUC__ < 13, "too new");

int main(int argc, char **) {
  int crane = 0;
  return argc > 1 && __GNUC__ < 11 ? 1 : 0;
}
`;
