import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { eventually } from './support/eventually';
import { SampleProject } from './support/sampleProject';
import { WorkbenchSession } from './support/session';
import { TestContainer } from './support/testContainer';
import { shownWebview } from './support/webview';

suite('A project and how it is built, as a person sees it', function () {
  this.timeout(180_000);

  let project: SampleProject;
  let container: TestContainer;
  let session: WorkbenchSession;
  let stumbled: string | undefined;

  suiteSetup(async () => {
    project = await SampleProject.copy(`fleet-${process.pid}`);
    await writeFile(project.file('CMakePresets.json'), presets);
    container = await TestContainer.startFor('drydock-test/bookworm', project.hostPath);
    session = await WorkbenchSession.start(project.hostPath, 'project', {
      'search.exclude': { '**/build*': true },
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
    await workbench.treeItem('Workspace', 'Workflows').click();
    const row = workbench.treeItem('Workspace', 'Everything');
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

  test('what is wrong in the presets stands in Problems, and goes when it is mended', async () => {
    const { workbench } = session;
    await writeFile(project.file('CMakePresets.json'), presets.replace('"base"', '"bass"'));
    await workbench.openProblems();
    await eventually(async () =>
      assert.match((await workbench.problems()).join('\n'), /inherits from "base"/),
    );
    await workbench.screenshot('08-preset-problem');
    await writeFile(project.file('CMakePresets.json'), presets);
    await eventually(async () =>
      assert.doesNotMatch((await workbench.problems()).join('\n'), /inherits from/),
    );
  });
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
