import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { parse } from 'jsonc-parser';
import { eventually } from './support/eventually';
import { debugThroughPipe } from './support/debugThroughPipe';
import { killExtensionHost } from './support/extensionHosts';
import { SampleProject } from './support/sampleProject';
import { WorkbenchSession } from './support/session';
import { stepByStep } from './support/stepByStep';
import { isTraced, programsIn, removeContainerAndImage } from './support/testContainer';

const brokenLine = 'std::ostringstream lines = broken;';
const soundLine = 'std::ostringstream lines;';

suite('From a folder to a breakpoint, as a person goes', function () {
  this.timeout(240_000);

  let project: SampleProject;
  let session: WorkbenchSession;
  const containerName = (): string => project.name;

  suiteSetup(async () => {
    // The pictures for the README are taken with a name that a person would give.
    const name = process.env['DRYDOCK_WALK_NAME'] ?? `harbour-${process.pid}`;
    project = await SampleProject.copy(name);
    session = await WorkbenchSession.start(project.hostPath, 'walk', {
      // Files are opened by name, and a built folder has a main.cpp.o beside main.cpp.
      'search.exclude': { '**/build': true },
    });
  });

  stepByStep(() => session);

  suiteTeardown(async () => {
    await session.stop();
    await removeContainerAndImage(containerName(), `${containerName()}:dev`);
    await project.remove();
  });

  test('a folder without a container offers to create one', async () => {
    const { workbench } = session;
    await workbench.openActivity('Drydock');
    await workbench.welcomeButton('Workspace', 'Create Dev Container…').waitFor();
    await workbench.screenshot('01-empty');
  });

  test('its Dockerfile is built and the command is shown before it is run', async () => {
    const { workbench } = session;
    await workbench.welcomeButton('Workspace', 'Create Dev Container…').click();
    await workbench.quickInput.pick('Build Dockerfile');
    await workbench.quickInput.row(`Create "${containerName()}"`).waitFor({ timeout: 120_000 });
    await workbench.screenshot('02-review');
    assert.match(await workbench.terminalText(), /Successfully (?:built|tagged)/);
    assert.ok((await workbench.quickInput.labels()).some((label) => label.includes('SYS_PTRACE')));
  });

  test('the container runs and its tools are found', async () => {
    const { workbench } = session;
    await workbench.quickInput.pick(`Create "${containerName()}"`);
    await workbench.treeItem('Workspace', containerName()).waitFor({ timeout: 60_000 });
    await workbench.filterContainers(containerName());
    await workbench.treeItem('Containers', containerName()).waitFor();
    await workbench.treeItem('Workspace', 'Toolchain').waitFor();
    await workbench.screenshot('03-created');
  });

  test('a compile error stands in Problems and opens the file on the host', async () => {
    const { workbench } = session;
    await workbench.quickInput.openFile('report.cpp');
    await workbench.goToLine(await project.lineOf('app/report.cpp', soundLine));
    await workbench.replaceLine(brokenLine);
    await workbench.saveFile();
    await workbench.quickInput.openFile('main.cpp');
    await workbench.quickInput.runCommand('Drydock: Build in Container');
    await eventually(
      async () => assert.match(await workbench.terminalText(), /The build failed/),
      120_000,
    );
    await workbench.screenshot('04-build-failed');
    await workbench.openProblems();
    await workbench.openProblem('was not declared in this scope');
    await eventually(async () => assert.equal(await workbench.activeTab(), 'report.cpp'));
    const line = await project.lineOf('app/report.cpp', brokenLine);
    await eventually(async () => assert.match(await workbench.cursor(), new RegExp(`Ln ${line},`)));
    await workbench.screenshot('05-problem');
  });

  test('when it is mended the build succeeds and the problem is gone', async () => {
    const { workbench } = session;
    await workbench.goToLine(await project.lineOf('app/report.cpp', brokenLine));
    await workbench.replaceLine(soundLine);
    await workbench.saveFile();
    await workbench.quickInput.runCommand('Drydock: Build in Container');
    await eventually(async () => assert.match(await workbench.terminalText(), /Built in/), 120_000);
    await workbench.screenshot('06-built');
    await workbench.openProblems();
    await eventually(async () => {
      assert.doesNotMatch((await workbench.problems()).join('\n'), /not declared/);
    });
  });

  test('F5 builds and stops at a breakpoint, where a vector shows its elements', async () => {
    const { workbench } = session;
    await workbench.quickInput.openFile('main.cpp');
    const line = await project.lineOf('app/main.cpp', 'MARK: work');
    await workbench.toggleBreakpoint(line);
    await workbench.page.keyboard.press('F5');
    await workbench.debug.waitForStopped('main', line);
    await workbench.debug.expandVariable('Locals');
    await workbench.debug.expandVariable('damages');
    await eventually(async () => {
      const variables = await workbench.debug.variables();
      assert.ok(
        variables.some((text) => /^\[2\]\s*=\s*4$/.test(text)),
        variables.join('\n'),
      );
      assert.ok(variables.some((text) => /^points\s*=\s*14$/.test(text)));
    });
    await workbench.screenshot('07-stopped');
  });

  test('a step runs one line, and what the program wrote stands in the terminal', async () => {
    const { workbench } = session;
    await workbench.page.keyboard.press('F10');
    const next = await project.lineOf('app/main.cpp', 'tons afloat');
    await workbench.debug.waitForStopped('main', next);
    await eventually(async () =>
      assert.match(await workbench.terminalText(), /14 points of damage to repair/),
    );
    await workbench.screenshot('08-stepped');
  });

  test('a line typed into the terminal reaches the program, which ends with its exit code', async () => {
    const { workbench } = session;
    await workbench.page.keyboard.press('F5');
    await eventually(async () =>
      assert.match(await workbench.terminalText(), /Who takes the helm\?/),
    );
    await workbench.typeInTerminal('Ada');
    await workbench.debug.waitForEnd();
    await eventually(async () => {
      const text = await workbench.terminalText();
      assert.match(text, /Captain Ada sets sail\./);
      assert.match(text, /exit code 0/);
    });
    await workbench.screenshot('09-ended');
  });

  test('Run needs no debugger, which can be attached while the program runs, and detached', async () => {
    const { workbench } = session;
    const line = await project.lineOf('app/main.cpp', 'sets sail');
    await workbench.quickInput.openFile('main.cpp');
    await workbench.toggleBreakpoint(line);
    await workbench.page.keyboard.press('Control+F5');
    const runs = async (program: RegExp): Promise<boolean> =>
      (await programsIn(containerName())).some((command) => program.test(command));
    const harbour = /^\S*build\/harbour/;
    await eventually(async () => assert.ok(await runs(harbour)));
    await eventually(async () =>
      assert.match(await workbench.terminalText(), /Who takes the helm\?\s*$/),
    );
    assert.equal(await runs(/\bgdb\b/), false);
    await workbench.screenshot('10-run');
    await workbench.quickInput.runCommand('Drydock: Attach to Process in Container…');
    await workbench.quickInput.pick(containerName());
    await workbench.quickInput.pick('build/harbour');
    await eventually(async () => assert.ok(await isTraced(containerName(), harbour)));
    await workbench.typeInTerminal('Grace');
    await workbench.debug.waitForStopped('main', line);
    await workbench.screenshot('11-attached');
    await workbench.quickInput.runCommand('Debug: Disconnect');
    await eventually(async () => {
      const text = await workbench.terminalText();
      assert.match(text, /Captain Grace sets sail\./);
      assert.match(text, /exit code 0/);
    });
    await workbench.screenshot('12-went-on');
    await workbench.toggleBreakpoint(line);
  });

  test('launch.json is generated in both kinds, and updated instead of doubled', async () => {
    const { workbench } = session;
    for (const kind of ['container-gdb', 'cppdbg', 'cppdbg']) {
      await workbench.quickInput.runCommand('Drydock: Generate launch.json…');
      await workbench.quickInput.pick(kind);
      await eventually(async () =>
        assert.ok((await configurations(project)).some(({ type }) => type === kind)),
      );
      await eventually(async () => assert.equal(await workbench.activeTab(), 'launch.json'));
      await workbench.quickInput.editorHasKeyboard();
    }
    await workbench.screenshot('13-launch-json');
    const types = (await configurations(project)).map(({ type }) => type);
    assert.deepEqual(types, ['container-gdb', 'cppdbg']);
  });

  test('the command lines of the cppdbg configuration start, pause and list processes', async () => {
    const cppdbg = (await configurations(project)).find(({ type }) => type === 'cppdbg');
    assert.ok(cppdbg?.pipeTransport);
    const answers = await debugThroughPipe(
      cppdbg.pipeTransport,
      cppdbg.program,
      /Who takes the helm\?/,
    );
    assert.match(answers.gdb, /GNU gdb/);
    assert.match(answers.processes, /^\s*\d+ harbour .*build\/harbour/m);
  });

  test('killing the extension host in mid-debug leaves neither gdb nor program behind', async () => {
    const { workbench, server } = session;
    await workbench.quickInput.openFile('main.cpp');
    await workbench.page.keyboard.press('F5');
    await workbench.debug.waitForStopped('main');
    const isOurs = (command: string): boolean => /\bgdb\b|build\/.*harbour/.test(command);
    assert.ok((await programsIn(containerName())).some(isOurs));
    await killExtensionHost(server.pid);
    await eventually(async () => {
      assert.deepEqual((await programsIn(containerName())).filter(isOurs), []);
    }, 30_000);
  });
});

interface Configuration {
  readonly type: string;
  readonly program: string;
  readonly pipeTransport?: Parameters<typeof debugThroughPipe>[0];
}

async function configurations(project: SampleProject): Promise<readonly Configuration[]> {
  const text = await readFile(project.file('.vscode/launch.json'), 'utf8');
  return (parse(text) as { configurations: Configuration[] }).configurations;
}
