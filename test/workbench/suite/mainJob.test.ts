import assert from 'node:assert/strict';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import * as vscode from 'vscode';
import { workspaceFolderLabel } from '../../../src/domain/container';
import { runInContainer } from '../../../src/engine/runInContainer';
import { openTestEngine, testName, type TestEngine } from '../../support/testEngine';
import { eventually } from '../support/eventually';
import { followSession } from '../support/followSession';

const lists = `cmake_minimum_required(VERSION 3.10)
project(ferry LANGUAGES CXX)
add_executable(ferry main.cpp)
add_custom_target(endless COMMAND sleep 4321)
`;
const source = `#include <cstdio>
int main() {
    int cars = 7;
    std::printf("%d cars\\n", cars);  // MARK: cars
    return cars;
}
`;

suite('Building and debugging in a container', () => {
  const name = testName('job');
  let real: TestEngine;
  let id = '';
  let folder: vscode.WorkspaceFolder;
  const file = (relative: string): string => path.join(folder.uri.fsPath, relative);
  const main = (): vscode.Uri => vscode.Uri.file(file('main.cpp'));
  const build = (target?: string): Thenable<unknown> =>
    vscode.commands.executeCommand(
      'drydock.build.run',
      target === undefined ? folder : { folder, target: { name: target } },
    );
  const problems = (): string[] =>
    vscode.languages
      .getDiagnostics(main())
      .map(({ message, range }) => `${range.start.line + 1}: ${message}`);
  const processes = async (pattern: string): Promise<number> => {
    const { stdout } = await runInContainer(real.engine, id, { argv: ['pgrep', '-f', pattern] });
    return stdout.split('\n').filter((line) => line !== '').length;
  };

  suiteSetup(async () => {
    const [first] = vscode.workspace.workspaceFolders ?? [];
    assert.ok(first, 'a folder is open');
    folder = first;
    await writeFile(file('CMakeLists.txt'), lists);
    await writeFile(file('main.cpp'), source.replace('int cars = 7;', 'int carts = 7;'));
    real = await openTestEngine();
    id = await real.run({
      name,
      image: 'drydock-test/bookworm',
      mounts: [{ kind: 'bind', source: folder.uri.fsPath, target: '/workspace' }],
      capAdd: ['SYS_PTRACE'],
      labels: { [workspaceFolderLabel]: folder.uri.fsPath },
    });
  });

  suiteTeardown(() => real.dispose());

  test("puts the compiler's errors into Problems at the host's file", async () => {
    assert.notEqual(await build(), 0);
    await eventually(() => {
      assert.deepEqual(
        problems().filter((text) => /^4: .*cars/.test(text)).length,
        1,
        problems().join('\n'),
      );
    });
  });

  test('builds once the error is mended, takes the problem away and starts a stopped container', async () => {
    await real.engine.stopContainer(id);
    await writeFile(file('main.cpp'), source);
    assert.equal(await build(), 0);
    assert.deepEqual(problems(), []);
    assert.equal((await real.engine.inspectContainer(id)).state, 'running');
  });

  test('offers one build task, the default one, so that Ctrl+Shift+B has nothing to ask', async () => {
    const tasks = await vscode.tasks.fetchTasks({ type: 'drydock' });
    assert.deepEqual(
      tasks.map(({ name: taskName, group }) => [taskName, group?.id, group?.isDefault]),
      [['build', vscode.TaskGroup.Build.id, true]],
    );
  });

  test('ending the task ends what it runs in the container', async () => {
    const ended = build('endless');
    await eventually(async () => assert.ok((await processes('sleep 4321')) > 0));
    const execution = vscode.tasks.taskExecutions.find(({ task }) => task.name === 'build endless');
    assert.ok(execution);
    execution.terminate();
    assert.equal(await ended, undefined);
    await eventually(async () => assert.equal(await processes('sleep 4321'), 0));
  });

  test('debugs without a launch.json: stops at the breakpoint, ends with the exit code', async () => {
    const line = source.split('\n').findIndex((text) => text.includes('MARK: cars'));
    const breakpoint = new vscode.SourceBreakpoint(
      new vscode.Location(main(), new vscode.Position(line, 0)),
    );
    vscode.debug.addBreakpoints([breakpoint]);
    const following = followSession();
    await vscode.commands.executeCommand('drydock.debug.start', folder);
    const { session, threadId } = await following.stopped;
    const { result } = (await session.customRequest('evaluate', {
      expression: 'cars + 1',
      context: 'repl',
    })) as { readonly result: string };
    assert.equal(result, '8');
    await session.customRequest('continue', { threadId });
    assert.equal(await following.exitCode, 7);
    vscode.debug.removeBreakpoints([breakpoint]);
  });

  test('runs without debugging, and shows the exit code', async () => {
    const following = followSession();
    await vscode.commands.executeCommand('drydock.debug.run', folder);
    assert.equal(await following.exitCode, 7);
  });

  suite('Generate launch.json', () => {
    const launchJson = (): string => file('.vscode/launch.json');
    const generate = async (): Promise<void> => {
      const generated = vscode.commands.executeCommand('drydock.debug.generateLaunchJson', {
        folder,
        target: { name: 'ferry' },
      });
      let settled = false;
      const settle = generated.then(() => (settled = true));
      // The first of the two kinds, container-gdb, is offered first.
      await eventually(async () => {
        await vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
        assert.ok(settled);
      });
      await settle;
    };

    suiteSetup(() => mkdir(file('.vscode'), { recursive: true }));
    suiteTeardown(() => rm(file('.vscode'), { recursive: true, force: true }));

    test('adds the configuration once, however often it runs', async () => {
      await rm(launchJson(), { force: true });
      await generate();
      const first = await readFile(launchJson(), 'utf8');
      await generate();
      assert.equal(await readFile(launchJson(), 'utf8'), first);
      assert.equal(first.match(/"Drydock: ferry"/g)?.length, 1);
      assert.match(first, /"program": "\$\{workspaceFolder\}\/build\/ferry"/);
    });

    test('what it wrote runs: the task before it builds, and the program ends as it should', async () => {
      await writeFile(file('main.cpp'), source.replace('int cars = 7;', 'int cars = 9;'));
      const following = followSession();
      assert.ok(await vscode.debug.startDebugging(folder, 'Drydock: ferry'));
      assert.equal(await following.exitCode, 9);
    });

    test('leaves a file alone that does not parse', async () => {
      const broken = '{ "configurations": [ }';
      await writeFile(launchJson(), broken);
      await generate();
      assert.equal(await readFile(launchJson(), 'utf8'), broken);
      assert.equal(vscode.window.activeTextEditor?.document.uri.fsPath, launchJson());
    });
  });
});
