import assert from 'node:assert/strict';
import { hasDebugRegisters } from '../support/debugRegisters';
import { eventually } from './support/eventually';
import { SampleProject } from './support/sampleProject';
import { WorkbenchSession } from './support/session';
import { stepByStep } from './support/stepByStep';
import { programsIn, TestContainer } from './support/testContainer';

suite('The debugger, as a person sees it', function () {
  this.timeout(240_000);

  let project: SampleProject;
  let container: TestContainer;
  let session: WorkbenchSession;
  let beginning: number;

  suiteSetup(async () => {
    project = await SampleProject.copy(`cargo-${process.pid}`, 'cargo');
    container = await TestContainer.startFor('drydock-test/bookworm', project.hostPath);
    session = await WorkbenchSession.start(project.hostPath, 'debugger', {
      'search.exclude': { '**/build': true },
    });
    beginning = await project.lineOf('main.cpp', '// begin');
  });

  stepByStep(() => session);

  suiteTeardown(async () => {
    await session.stop();
    await container.remove();
    await project.remove();
  });

  test('a breakpoint stops the program', async () => {
    const { workbench } = session;
    await workbench.quickInput.openFile('main.cpp');
    await workbench.toggleBreakpoint(beginning);
    await workbench.page.keyboard.press('F5');
    await workbench.debug.waitForStopped('main', beginning);
  });

  const testWithRegisters = hasDebugRegisters ? test : () => undefined;
  testWithRegisters('a variable that changes stops it, and the call stack says how', async () => {
    const { workbench } = session;
    await workbench.foldView('Watch');
    await workbench.debug.expandVariable('Locals');
    await workbench.debug.expandVariable('ship');
    const tons = workbench.debug.variable('tons');
    await workbench.chooseInContextMenu(tons, 'Break on Value Change');
    await workbench.page.keyboard.press('F5');
    await workbench.debug.waitForStopped('load');
    await eventually(async () =>
      assert.equal(await workbench.debug.stopReason(), 'ship.tons: 100 → 150'),
    );
    await workbench.screenshot('1-data');
  });

  test('an exception that is thrown shows its type and what it says', async () => {
    const { workbench } = session;
    await workbench.debug.stopAtExceptions('C++ throw');
    await workbench.page.keyboard.press('F5');
    const exception = await workbench.debug.exception();
    assert.match(exception, /^Exception has occurred: CargoError\n/);
    assert.match(exception, /Anna cannot carry 2000 tons/);
    assert.match(exception, /at load \(.*main\.cpp:\d+\)/);
    await workbench.screenshot('2-exception');
  });

  test('the frame opens as instructions beside their lines', async () => {
    const { workbench } = session;
    await workbench.chooseInContextMenu(workbench.debug.frame('load'), 'Open Disassembly View');
    await eventually(async () => {
      const rows = (await workbench.debug.instructions()).join('\n');
      assert.match(rows, /0x[0-9a-f]+.*call.*<__cxa_throw@plt>/);
      assert.match(rows, /throw CargoError\(ship\.name/);
    });
    await workbench.screenshot('3-disassembly');
  });

  test('Restart begins again in the same session', async () => {
    const { workbench } = session;
    await workbench.debug.press('Restart');
    await workbench.debug.waitForStopped('main', beginning);
    await workbench.debug.press('Stop');
    await workbench.debug.waitForEnd();
    await eventually(async () =>
      assert.deepEqual((await programsIn(container.name)).filter(isOurs), []),
    );
  });

  test('a program that runs already is found by its name and attached to', async () => {
    const { workbench } = session;
    await container.run('sh', '-c', 'sleep 1000 | build/cargo');
    await eventually(async () =>
      assert.ok((await programsIn(container.name)).includes('build/cargo')),
    );
    await workbench.quickInput.runCommand('Drydock: Attach to Process in Container…');
    // Other containers may run beside; the folder's own is offered first.
    await workbench.quickInput.pick(container.name);
    const row = workbench.quickInput.row('build/cargo');
    await row.waitFor();
    assert.match((await row.textContent()) ?? '', /^cargo\d+ · root/);
    await workbench.screenshot('4-processes');
    await row.click();
    await workbench.debug.press('Pause');
    await workbench.debug.waitForStopped('main', await project.lineOf('main.cpp', '// waits'));
    await workbench.debug.press('Disconnect');
    await workbench.debug.waitForEnd();
    const left = await programsIn(container.name);
    assert.ok(
      left.some((command) => command === 'build/cargo'),
      'The program went with the debugger.',
    );
  });
});

function isOurs(command: string): boolean {
  return /\bgdb\b|build\/cargo/.test(command);
}
