import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { runInContainer } from '../../../src/engine/runInContainer';
import { openTestEngine, testName, type TestEngine } from '../../support/testEngine';
import { eventually } from '../support/eventually';

suite('What a command tells of a container', () => {
  const name = testName('details');
  let real: TestEngine;
  let id = '';

  suiteSetup(async () => {
    real = await openTestEngine();
    const command = ['sh', '-c', 'while read -r line; do echo "got $line"; done'];
    const image = 'drydock-test/busybox';
    id = await real.run({ name, image, command, interactive: true, tty: true, env: ['A=1'] });
  });

  suiteTeardown(() => real.dispose());

  const run = (command: string): Thenable<unknown> =>
    vscode.commands.executeCommand(`drydock.container.${command}`, name);

  test('Pause and Unpause hold it and let it go on', async () => {
    await run('pause');
    assert.equal((await real.engine.inspectContainer(id)).state, 'paused');
    await run('unpause');
    assert.equal((await real.engine.inspectContainer(id)).state, 'running');
  });

  test('Copy IP Address puts the address on the clipboard', async () => {
    await run('copyIp');
    const { networks } = await real.engine.inspectContainer(id);
    assert.equal(await vscode.env.clipboard.readText(), networks[0]?.ipv4);
  });

  test('Copy docker run Command puts a line on the clipboard that would make it again', async () => {
    await run('copyRunCommand');
    const line = await vscode.env.clipboard.readText();
    assert.match(line, /^docker run /);
    assert.ok(line.includes('A=1') && line.includes(name) && line.includes('-it'), line);
  });

  test('a second shell of a container has a name of its own', async () => {
    await run('openShell');
    await run('openShell');
    const ours = (): readonly vscode.Terminal[] =>
      vscode.window.terminals.filter((terminal) => [name, `${name} #2`].includes(terminal.name));
    assert.deepEqual(
      ours()
        .map((terminal) => terminal.name)
        .sort(),
      [name, `${name} #2`],
    );
    for (const terminal of ours()) {
      terminal.dispose();
    }
    await eventually(() => assert.equal(ours().length, 0));
  });

  test('Attach to Main Process types into it, and closing the terminal leaves it running', async () => {
    await run('attach');
    const terminal = await eventually(() => {
      const found = vscode.window.terminals.find((each) => each.name === `${name} (attached)`);
      assert.ok(found);
      return found;
    });
    terminal.sendText('hello');
    await eventually(async () => {
      const streams = await real.engine.logs(id, { follow: false });
      const chunks: Buffer[] = [];
      for await (const chunk of streams.stdout) {
        chunks.push(chunk as Buffer);
      }
      assert.match(Buffer.concat(chunks).toString(), /got hello/);
    });
    terminal.dispose();
    await eventually(() => assert.ok(!vscode.window.terminals.includes(terminal)));
    const { exitCode } = await runInContainer(real.engine, id, { argv: ['true'] });
    assert.equal(exitCode, 0);
  });
});
