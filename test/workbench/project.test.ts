import assert from 'node:assert/strict';
import { appendFile, readFile, rm, writeFile } from 'node:fs/promises';
import { eventually } from './support/eventually';
import { keptBuildsStored } from './support/keptBuildsStored';
import { SampleProject } from './support/sampleProject';
import { WorkbenchSession } from './support/session';
import { stepByStep } from './support/stepByStep';
import { openTerminalLink } from './support/terminalLink';
import { TestContainer } from './support/testContainer';
import { shownWebview } from './support/webview';

suite('A project and how it is built, as a person sees it', function () {
  this.timeout(240_000);

  let project: SampleProject;
  let container: TestContainer;
  let session: WorkbenchSession;

  suiteSetup(async () => {
    project = await SampleProject.copy(`fleet-${process.pid}`);
    await writeFile(project.file('CMakePresets.json'), presets);
    container = await TestContainer.startFor('drydock-test/bookworm', project.hostPath);
    session = await WorkbenchSession.start(project.hostPath, 'project', {
      'search.exclude': { '**/build*': true },
    });
  });

  stepByStep(() => session);

  suiteTeardown(async () => {
    await session.stop();
    await container.remove();
    await project.remove();
  });

  test('the first build asks by which preset, once', async () => {
    const { workbench } = session;
    await workbench.openActivity('Drydock');
    for (const other of ['Containers', 'Images']) {
      await workbench.foldView(other);
    }
    await workbench.treeItem('Workspace', 'Configure Preset').waitFor();
    await workbench.quickInput.runCommand('Drydock: Build in Container');
    await workbench.quickInput.row('For the debugger').waitFor();
    await workbench.screenshot('01-preset');
    await workbench.quickInput.pick('For the debugger');
    await eventually(
      async () =>
        assert.match(await workbench.terminalText(), /cmake --build --preset all[\s\S]*Built in/),
      120_000,
    );
    await workbench.treeItem('Workspace', 'harbour').waitFor();
    await workbench.screenshot('02-built');
    const status = workbench.page.locator('.statusbar-item').getByText('For the debugger');
    await status.waitFor();
  });

  test('a workflow is run from its row', async () => {
    const { workbench } = session;
    const row = workbench.treeItem('Workspace', 'Everything');
    await workbench.expandRow(workbench.treeItem('Workspace', 'Workflows'), row);
    await workbench.clickInlineAction(row, 'Run Workflow Preset');
    await eventually(
      async () =>
        assert.match(await workbench.terminalText(), /workflow step 2 of 2[\s\S]*Built in/),
      120_000,
    );
    await workbench.screenshot('03-workflow');
  });

  test('one file is compiled by itself', async () => {
    const { workbench } = session;
    await workbench.quickInput.openFile('ship.cpp');
    await workbench.quickInput.runCommand('Drydock: Compile File in Container');
    await eventually(
      async () => assert.match(await workbench.terminalText(), /ship\.cpp\^[\s\S]*Compiled in/),
      120_000,
    );
    await workbench.screenshot('04-compiled');
  });

  test('a target of a folder is the one that is built by default', async () => {
    const { workbench } = session;
    const row = workbench.treeItem('Workspace', 'fleet').nth(0);
    await row.waitFor();
    await workbench.quickInput.runCommand('Drydock: Select Default Target…');
    await workbench.quickInput.pick('libfleet.a');
    await workbench.quickInput.runCommand('Drydock: Rebuild in Container');
    await eventually(
      async () =>
        assert.match(
          await workbench.terminalText(),
          /--clean-first --target fleet [\s\S]*libfleet\.a[\s\S]*Built in/,
        ),
      120_000,
    );
    await workbench.screenshot('05-rebuilt');
  });

  test("a variable of CMake's cache is changed on a page, and configured", async () => {
    const { workbench } = session;
    await workbench.quickInput.runCommand('Drydock: Edit CMake Cache');
    const page = shownWebview(workbench.page);
    await page.getByRole('textbox', { name: 'Filter variables' }).fill('CMAKE_CXX_FLAGS');
    await page.getByRole('checkbox', { name: 'Advanced' }).press('Space');
    await page.getByRole('textbox', { name: 'CMAKE_CXX_FLAGS', exact: true }).fill('-DSHIP=1');
    await workbench.screenshot('06-cache');
    await page.getByRole('button', { name: 'Configure with 1 Changed' }).click();
    await eventually(
      async () =>
        assert.match(
          await workbench.terminalText(),
          /-DCMAKE_CXX_FLAGS:STRING=-DSHIP=1[\s\S]*Configured in/,
        ),
      120_000,
    );
    await page.getByRole('button', { name: 'Configure', exact: true }).waitFor();
    await workbench.screenshot('07-configured');
    const cache = await readFile(project.file('build-debug/CMakeCache.txt'), 'utf8');
    assert.match(cache, /^CMAKE_CXX_FLAGS:STRING=-DSHIP=1$/m);
  });

  test('a CMakeLists.txt that is saved is configured', async () => {
    const { workbench } = session;
    await workbench.quickInput.openFile('CMakeLists.txt');
    await workbench.goToLine(await project.lineOf('CMakeLists.txt', 'target_link_libraries'));
    await workbench.page.keyboard.press('End');
    await workbench.page.keyboard.insertText('\nadd_custom_target(lantern COMMAND true)');
    await workbench.saveFile();
    await workbench.treeItem('Workspace', 'lantern').waitFor();
    await workbench.screenshot('08-saved');
  });

  test('a program is built before it runs, unless nothing has changed', async () => {
    const { workbench } = session;
    const tabs = workbench.page.locator('.terminal-tabs-entry, .single-terminal-tab');
    await workbench.quickInput.runCommand('Drydock: Run in Container');
    await answerTheProgram();
    await tabs.filter({ hasText: 'build harbour' }).waitFor();
    await workbench.quickInput.runCommand('Terminal: Kill All Terminals');
    await tabs.first().waitFor({ state: 'detached' });
    await workbench.quickInput.runCommand('Drydock: Run in Container');
    await answerTheProgram();
    assert.deepEqual(
      (await tabs.allTextContents()).map((name) => name.trim()),
      ['harbour'],
    );
    await workbench.screenshot('09-run');
  });

  test('a place in a header of the image opens from the container', async () => {
    const { workbench } = session;
    const report = await readFile(project.file('app/report.cpp'), 'utf8');
    await writeFile(
      project.file('app/report.cpp'),
      `#include <vector>\nstd::vector<void> none;\n${report}`,
    );
    await workbench.quickInput.openFile('report.cpp');
    await workbench.quickInput.runCommand('Drydock: Compile File in Container');
    await openTerminalLink(
      workbench,
      '/usr/include/c++/12/bits/stl_vector.h:',
      `Open from the container "${project.name}"`,
    );
    await eventually(async () => assert.equal(await workbench.activeTab(), 'stl_vector.h'));
    await workbench.page.locator('.monaco-editor[data-uri^="drydock-container:"]').waitFor();
    await workbench.screenshot('10-header');
    await writeFile(project.file('app/report.cpp'), report);
  });

  test('a task is written for what is built often, and Ctrl+Shift+B runs it', async () => {
    const { workbench } = session;
    await workbench.quickInput.runCommand('Drydock: Add Task to tasks.json…');
    await workbench.quickInput.pick('build harbour');
    await eventually(async () => assert.equal(await workbench.activeTab(), 'tasks.json'));
    await workbench.screenshot('11-task');
    const asked = workbench.page.locator('.quick-input-widget:visible');
    const begun = workbench.page
      .locator('.terminal-wrapper.active .xterm-rows > div')
      .filter({ hasText: '--target harbour' });
    // VS Code reads the file a moment after it was written, and asks for a task until then.
    await eventually(async () => {
      await workbench.page.keyboard.press('Escape');
      await workbench.page.keyboard.press('Control+Shift+B');
      await asked.or(begun).first().waitFor({ timeout: 15_000 });
      assert.equal(await asked.count(), 0);
    }, 60_000);
    await eventually(async () => assert.match(await workbench.terminalText(), /Built in/), 60_000);
  });

  test('what is wrong in the presets stands in Problems, and goes when it is mended', async () => {
    const { workbench } = session;
    await writeFile(project.file('CMakePresets.json'), presets.replace('"base"', '"bass"'));
    await workbench.openProblems();
    await eventually(async () =>
      assert.match((await workbench.problems()).join('\n'), /inherits from "base"/),
    );
    await workbench.screenshot('12-preset-problem');
    await writeFile(project.file('CMakePresets.json'), presets);
    await eventually(async () =>
      assert.doesNotMatch((await workbench.problems()).join('\n'), /inherits from/),
    );
  });

  test('a build goes on over a reload of the window, and is shown again', async () => {
    const { workbench } = session;
    await writeFile(
      project.file('slow.sh'),
      'echo waiting-here\nuntil [ -e /workspace/go ]; do sleep 0.2; done\n',
    );
    await appendFile(
      project.file('CMakeLists.txt'),
      // Ninja shows what a command prints only when it has ended, unless it uses the terminal.
      'add_custom_target(slow COMMAND sh ${CMAKE_SOURCE_DIR}/slow.sh USES_TERMINAL)\nadd_dependencies(fleet slow)\n',
    );
    await buildAndReload();
    await workbench.screenshot('13-after-reload');
    assert.equal(await slowSteps(), 1);
    await writeFile(project.file('go'), '');
    await eventually(async () => assert.match(await workbench.terminalText(), /Built in/), 60_000);
    assert.equal(await slowSteps(), 0);
  });

  test('a build that is shown again is cancelled as any other', async () => {
    const { workbench } = session;
    await rm(project.file('go'));
    await buildAndReload();
    await workbench.page.locator('.terminal-wrapper.active .xterm').click();
    await workbench.page.locator('.terminal-wrapper.active .xterm.focus').waitFor();
    await workbench.page.keyboard.press('Control+C');
    await eventually(async () => assert.match(await workbench.terminalText(), /Cancelled\./));
    await eventually(async () => assert.equal(await slowSteps(), 0));
    await workbench.screenshot('14-cancelled');
  });

  /** Types what the program asks for, and waits for its end. */
  async function answerTheProgram(): Promise<void> {
    const { workbench } = session;
    const asks = async (): Promise<void> =>
      assert.match(await workbench.terminalText(), /Who takes the helm\?/);
    await eventually(asks, 60_000);
    await workbench.typeInTerminal('Ada');
    await eventually(async () => assert.match(await workbench.terminalText(), /exit code 0/));
  }

  /** Reloads the window while a build waits, and waits until that is shown again. */
  async function buildAndReload(): Promise<void> {
    const { workbench } = session;
    const waits = async (): Promise<void> =>
      assert.match(await workbench.terminalText(), /\nwaiting-here\s*$/);
    // What an earlier build left is still there for a moment, too.
    await storedBuilds(0);
    await workbench.quickInput.runCommand('Drydock: Build in Container');
    await eventually(waits, 120_000);
    await storedBuilds(1);
    await workbench.page.reload();
    await workbench.page.waitForSelector('.monaco-workbench .part.statusbar');
    await eventually(waits, 120_000);
  }

  const storedBuilds = (count: number): Promise<void> =>
    eventually(async () => assert.equal(await keptBuildsStored(session.workbench.page), count));

  /** How many of its steps that wait run in the container. */
  async function slowSteps(): Promise<number> {
    const count = 'pgrep -fc "^sh .*slow[.]sh" || true';
    return Number(await container.output(['sh', '-c', count]));
  }
});

const presets = JSON.stringify(
  {
    version: 6,
    configurePresets: [
      {
        name: 'base',
        hidden: true,
        generator: 'Ninja',
        binaryDir: '${sourceDir}/build-${presetName}',
      },
      {
        name: 'debug',
        displayName: 'For the debugger',
        description: 'No optimization, full information',
        inherits: 'base',
        cacheVariables: { CMAKE_BUILD_TYPE: 'Debug' },
      },
      { name: 'release', displayName: 'For speed', inherits: 'base' },
    ],
    buildPresets: [
      { name: 'all', displayName: 'All targets', configurePreset: 'debug' },
      { name: 'fleet', configurePreset: 'debug', targets: 'fleet' },
    ],
    workflowPresets: [
      {
        name: 'ci',
        displayName: 'Everything',
        steps: [
          { type: 'configure', name: 'debug' },
          { type: 'build', name: 'all' },
        ],
      },
    ],
  },
  undefined,
  2,
);
