import assert from 'node:assert/strict';
import { appendFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { eventually } from './support/eventually';
import { SampleProject } from './support/sampleProject';
import { WorkbenchSession } from './support/session';
import { containerNamed, removeContainerAndImage } from './support/testContainer';

suite('A dev container from a devcontainer.json', () => {
  let project: SampleProject;
  let session: WorkbenchSession;

  suiteSetup(async () => {
    project = await SampleProject.copy(`pier-${process.pid}`);
    const folder = path.join(project.hostPath, '.devcontainer');
    await mkdir(folder);
    await writeFile(
      path.join(folder, 'devcontainer.json'),
      JSON.stringify(
        {
          name: 'Pier',
          build: { dockerfile: '../Dockerfile', context: '..' },
          // The label of the test comes with the image.
          features: { 'ghcr.io/devcontainers/features/git:1': {} },
          containerEnv: { WHERE: '${containerWorkspaceFolder}' },
          remoteEnv: { GREETING: 'moored at ${containerEnv:WHERE}' },
          postCreateCommand: 'echo "$GREETING"',
          remoteUser: '1234',
          postStartCommand: { bell: ['sh', '-c', 'exit 7'] },
        },
        null,
        2,
      ),
    );
    session = await WorkbenchSession.start(project.hostPath, 'devcontainerFile');
    await session.workbench.openActivity('Drydock');
  });

  teardown(async function () {
    await session.keepIfFailed(this.currentTest);
  });

  suiteTeardown(async () => {
    await session.stop();
    await removeContainerAndImage(project.name, `${project.name}:devcontainer`);
    await project.remove();
  });

  test('is offered first, and what is not used is said before', async () => {
    const { workbench } = session;
    await workbench.welcomeButton('Workspace', 'Create Dev Container…').click();
    await workbench.quickInput.row('From .devcontainer/devcontainer.json').waitFor();
    const [first] = await workbench.quickInput.labels();
    assert.equal(first, 'From .devcontainer/devcontainer.json');
    await workbench.quickInput.pick('From .devcontainer/devcontainer.json');
    await workbench.quickInput.row(`Create "${project.name}"`).waitFor({ timeout: 120_000 });
    await workbench.quickInput.row('Drydock installs no features.').waitFor();
    await workbench.screenshot('1-review');
  });

  test('is created, runs its commands, and says which of them failed', async () => {
    const { workbench } = session;
    await workbench.quickInput.pick(`Create "${project.name}"`);
    await workbench.answerNotification('"postStartCommand.bell" ended with exit code 7');
    await eventually(async () =>
      assert.match(
        await workbench.terminalText(),
        new RegExp(`moored at /workspaces/${project.name}`),
      ),
    );
    await workbench.screenshot('2-failed-command');
    assert.ok((await containerNamed(project.name)).running);
    await workbench.treeItem('Workspace', project.name).waitFor();
  });

  test('marks in Problems what the file asks for in vain', async () => {
    const { workbench } = session;
    await workbench.openProblems();
    await eventually(async () =>
      assert.match((await workbench.problems()).join('\n'), /Drydock installs no features/),
    );
  });

  test('is written anew from its container without a change', async () => {
    const { workbench } = session;
    const before = await readFile(project.file('.devcontainer/devcontainer.json'), 'utf8');
    await workbench.quickInput.runCommand('Drydock: Write devcontainer.json');
    await eventually(async () => assert.equal(await workbench.activeTab(), 'devcontainer.json'));
    await workbench.screenshot('3-written');
    const after = await readFile(project.file('.devcontainer/devcontainer.json'), 'utf8');
    assert.equal(after, before);
  });

  test('a shell and a build have its user and variables', async () => {
    const { workbench } = session;
    await workbench.quickInput.runCommand('Drydock: Open Shell in Dev Container');
    await eventually(async () => assert.match(await workbench.terminalText(), /[$#] \s*$/));
    await workbench.typeInTerminal('echo "$(id -u) in $(pwd): $GREETING"');
    await eventually(async () =>
      assert.match(
        await workbench.terminalText(),
        new RegExp(`1234 in /workspaces/${project.name}: moored at`),
      ),
    );
    await appendFile(project.file('CMakeLists.txt'), 'message(STATUS "built: $ENV{GREETING}")\n');
    await workbench.quickInput.runCommand('Drydock: Configure in Container');
    await eventually(async () => assert.match(await workbench.terminalText(), /built: moored at/));
  });

  test('what it has for each start is run when the container is started for a build', async () => {
    const { workbench } = session;
    await workbench.quickInput.runCommand('Notifications: Clear All Notifications');
    await workbench.quickInput.runCommand('Drydock: Stop Dev Container');
    await eventually(async () => assert.equal((await containerNamed(project.name)).running, false));
    await workbench.quickInput.runCommand('Drydock: Configure in Container');
    await workbench.answerNotification('"postStartCommand.bell" ended with exit code 7');
  });
});
