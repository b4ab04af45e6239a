import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { runInContainer } from '../../../src/engine/runInContainer';
import { openTestEngine, testName, type TestEngine } from '../../support/testEngine';
import { eventually } from '../support/eventually';

suite('The commands on containers', () => {
  const name = testName('commands');
  let real: TestEngine;
  let id = '';

  suiteSetup(async () => {
    real = await openTestEngine();
    id = await real.run({ name, image: 'drydock-test/busybox' });
  });

  suiteTeardown(() => real.dispose());

  const run = (command: string): Thenable<unknown> =>
    vscode.commands.executeCommand(`drydock.container.${command}`, name);
  const state = async (): Promise<string> => (await real.engine.inspectContainer(id)).state;
  const inContainer = async (script: string): Promise<string> =>
    (await runInContainer(real.engine, id, { argv: ['sh', '-c', script] })).stdout;
  const terminal = (title: string): Promise<vscode.Terminal> =>
    eventually(() => {
      const found = vscode.window.terminals.find((candidate) => candidate.name === title);
      assert.ok(found, `there is a terminal "${title}"`);
      return found;
    });

  test('Stop Container stops it, and a second time does no harm', async () => {
    await run('stop');
    assert.equal(await state(), 'exited');
    await run('stop');
  });

  test('Start Container starts it', async () => {
    await run('start');
    assert.equal(await state(), 'running');
  });

  test('Restart Container starts it anew', async () => {
    const started = async (): Promise<string> => {
      const text = await real.engine.inspectContainerJson(id);
      return /"StartedAt": *"([^"]+)"/.exec(text)?.[1] ?? '';
    };
    const before = await started();
    await run('restart');
    assert.notEqual(await started(), before);
  });

  test('what was done can be pasted as a docker command', async () => {
    await run('restart');
    await vscode.commands.executeCommand('drydock.dockerCommand.copyLast');
    assert.equal(await vscode.env.clipboard.readText(), `docker restart ${name}`);
  });

  test('Copy Container ID puts the whole id on the clipboard', async () => {
    await run('copyId');
    assert.equal(await vscode.env.clipboard.readText(), id);
  });

  test('Inspect Container opens what the engine says of it', async () => {
    await run('inspect');
    const document = vscode.window.activeTextEditor?.document;
    assert.equal(document?.languageId, 'json');
    assert.equal((JSON.parse(document.getText()) as { Id: string }).Id, id);
    await vscode.commands.executeCommand('workbench.action.closeActiveEditor');
  });

  test('Open Shell gives a terminal in the container, with a tty of the right size', async () => {
    await run('openShell');
    const shell = await terminal(name);
    shell.sendText('test -t 0 && stty size > /size');
    await eventually(async () => {
      assert.match(await inContainer('cat /size 2>/dev/null'), /^[1-9]\d* [1-9]\d*$/m);
    });
    shell.dispose();
    await eventually(() => assert.ok(!vscode.window.terminals.includes(shell)));
  });

  test('closing the terminal ends the shell and what runs in it', async () => {
    await run('openShell');
    const shell = await terminal(name);
    shell.sendText('sleep 4242');
    const list = 'cat /proc/[0-9]*/cmdline | tr "\\0" " "';
    await eventually(async () => assert.match(await inContainer(list), /sleep 4242/));
    shell.dispose();
    await eventually(async () => assert.doesNotMatch(await inContainer(list), /sleep 4242/));
  });

  test('Follow Logs gives a tab, and in a terminal one that is named after the container', async () => {
    await run('followLogs');
    const isLog = (tab: vscode.Tab): boolean => tab.label === `${name} (log)`;
    await eventually(() => assert.ok(vscode.window.tabGroups.activeTabGroup.tabs.some(isLog)));
    await run('followLogsInTerminal');
    (await terminal(`${name} (log)`)).dispose();
  });
});
