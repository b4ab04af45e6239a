import assert from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import { eventually } from './support/eventually';
import { SampleProject } from './support/sampleProject';
import { WorkbenchSession } from './support/session';
import { programsIn, TestContainer } from './support/testContainer';

suite('Threads, jumps, core dumps and several programs, as a person sees them', function () {
  this.timeout(240_000);

  let project: SampleProject;
  let container: TestContainer;
  let session: WorkbenchSession;
  const lines = new Map<string, number>();

  suiteSetup(async () => {
    project = await SampleProject.copy(`crew-${process.pid}`, 'crew');
    await mkdir(project.file('.vscode'));
    await writeFile(project.file('.vscode/launch.json'), JSON.stringify(launchJson, undefined, 2));
    // Older gdbs cannot run backwards on every processor.
    container = await TestContainer.startFor('drydock-test/trixie', project.hostPath);
    session = await WorkbenchSession.start(project.hostPath, 'threads', {
      'search.exclude': { '**/build': true },
    });
    for (const place of ['first', 'second', 'third']) {
      lines.set(place, await project.lineOf('main.cpp', `// ${place}`));
    }
  });

  teardown(async function () {
    await session.keepIfFailed(this.currentTest);
  });

  suiteTeardown(async () => {
    await session.stop();
    await container.remove();
    await project.remove();
  });

  const line = (place: string): number => lines.get(place) ?? 0;

  test('the other threads are frozen from the menu of one', async () => {
    const { workbench } = session;
    await workbench.quickInput.openFile('main.cpp');
    await workbench.toggleBreakpoint(line('first'));
    await workbench.page.keyboard.press('F5');
    await workbench.debug
      .thread('crew')
      .filter({ hasText: /paused on breakpoint/i })
      .waitFor({
        timeout: 60_000,
      });
    await workbench.debug.expandThread('crew');
    await workbench.debug.waitForStopped('main', line('first'));
    await workbench.chooseInContextMenu(workbench.debug.thread('crew'), 'Freeze Other Threads');
    await workbench.debug.button('Thaw Threads').waitFor();
    await workbench.debug.press('Step Over');
    await workbench.debug.waitForStopped('main', line('second'));
    await workbench.screenshot('1-frozen');
  });

  test('the cursor is where the program goes on after a jump, which the view tells', async () => {
    const { workbench } = session;
    await workbench.goToLine(line('first'));
    await workbench.quickInput.runCommand('Debug: Jump to Cursor');
    await workbench.debug.waitForStopped('main', line('first'));
    await workbench.debug.thread('crew').filter({ hasText: 'Paused after a jump' }).waitFor();
    await workbench.screenshot('2-jump');
  });

  test('with a recording the program steps back, and the threads are thawed by a button', async () => {
    const { workbench } = session;
    await workbench.debug.evaluate('-exec record');
    await workbench.debug.press('Step Over');
    await workbench.debug.waitForStopped('main', line('second'));
    await workbench.screenshot('3-recorded');
    await workbench.debug.press('Step Back');
    await workbench.debug.waitForStopped('main', line('first'));
    await workbench.debug.press('Thaw Threads');
    await workbench.debug.button('Thaw Threads').waitFor({ state: 'detached' });
    await workbench.debug.press('Stop');
    await workbench.debug.waitForEnd();
  });

  test('a core dump is found in the container, and opens where the program was', async () => {
    const { workbench } = session;
    await container.output([
      'sh',
      '-c',
      'build/crew for ever & until [ "$(ls /proc/$!/task | wc -l)" -gt 1 ]; do sleep 0.1; done; ' +
        'gcore -o /workspace/core $! && kill $!',
    ]);
    await workbench.quickInput.runCommand('Drydock: Open Core Dump in Container…');
    await workbench.quickInput.pick(container.name);
    const row = workbench.quickInput.row('/workspace/core.');
    await row.waitFor();
    await workbench.screenshot('4-core-dumps');
    await row.click();
    await workbench.debug.waitForStopped('main');
    await workbench.screenshot('4-core-dump');
    await workbench.debug.press('Stop');
    await workbench.debug.waitForEnd();
  });

  test('a compound starts several programs, and Stop ends all', async () => {
    const { workbench } = session;
    await workbench.quickInput.runCommand('Debug: Select and Start Debugging');
    await workbench.quickInput.pick('Both Crews');
    await eventually(async () => {
      assert.equal((await programsIn(container.name)).filter(isCrew).length, 2);
    }, 60_000);
    await workbench.debug.row('First Crew').waitFor();
    await workbench.debug.row('Second Crew').waitFor();
    await workbench.screenshot('5-compound');
    await workbench.debug.press('Stop');
    await workbench.debug.waitForEnd();
    await eventually(async () => {
      assert.deepEqual((await programsIn(container.name)).filter(isCrew), []);
    });
  });
});

const crew = { type: 'container-gdb', request: 'launch', program: 'crew', args: ['for', 'ever'] };

const launchJson = {
  version: '0.2.0',
  configurations: [
    { ...crew, name: 'Crew', args: [] },
    { ...crew, name: 'First Crew' },
    { ...crew, name: 'Second Crew' },
  ],
  compounds: [{ name: 'Both Crews', configurations: ['First Crew', 'Second Crew'], stopAll: true }],
};

function isCrew(command: string): boolean {
  return /^\S*build\/crew\b/.test(command);
}
