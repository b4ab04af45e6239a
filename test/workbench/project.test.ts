import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { eventually } from './support/eventually';
import { SampleProject } from './support/sampleProject';
import { WorkbenchSession } from './support/session';
import { TestContainer } from './support/testContainer';

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
      async () => assert.match(await workbench.terminalText(), /cmake --workflow[\s\S]*Built in/),
      120_000,
    );
    await workbench.screenshot('03-workflow');
  });

  test('what is wrong in the presets stands in Problems, and goes when it is mended', async () => {
    const { workbench } = session;
    await writeFile(project.file('CMakePresets.json'), presets.replace('"base"', '"bass"'));
    await workbench.openProblems();
    await eventually(async () =>
      assert.match((await workbench.problems()).join('\n'), /inherits from "base"/),
    );
    await workbench.screenshot('04-preset-problem');
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
