import type { DebugProtocol } from '@vscode/debugprotocol';
import assert from 'node:assert/strict';
import { ClientTerminal } from '../support/clientTerminal';
import { suiteForEveryGdb, type DebugSuite } from '../support/everyGdb';

const programs = { terminal: ['terminal.cpp'] };

/** A program at its terminal, and its number. */
async function talking({
  container,
  run,
}: DebugSuite): Promise<{ readonly terminal: ClientTerminal; readonly processId: number }> {
  const served = ClientTerminal.serve(container, run.client);
  await run.launch('talk', { __terminal: true }, undefined, 'terminal');
  const terminal = await served;
  await terminal.until('born');
  const { systemProcessId = 0 } = await run.client.event<DebugProtocol.ProcessEvent>('process');
  return { terminal, processId: systemProcessId };
}

async function stateOf({ container }: DebugSuite, processId: number): Promise<string | undefined> {
  return /State:\s*(\w)/.exec(await container.run('cat', `/proc/${processId}/status`))?.[1];
}

/** What is typed still reaches the program, which has its terminal until it ends. */
async function talksOn(terminal: ClientTerminal): Promise<void> {
  terminal.type('still here\n');
  await terminal.until('got:still here');
  terminal.type('\x04');
  await terminal.until('end of file');
  assert.equal(await terminal.exit, 0);
}

suiteForEveryGdb(
  'a launched program that the client lets go of',
  (debug) => {
    test('goes on with its terminal', async () => {
      const { terminal } = await talking(debug);
      await debug.run.client.request('disconnect', { terminateDebuggee: false });
      await talksOn(terminal);
      await debug.container.untilClean();
    });

    test('stays stopped when the client asks for that', async () => {
      const { terminal, processId } = await talking(debug);
      await debug.run.client.request('disconnect', { suspendDebuggee: true });
      assert.equal(await stateOf(debug, processId), 'T');
      assert.match(debug.run.client.outputOf('console'), /stays stopped as process \d+/);
      await debug.container.run('sh', '-c', 'kill -CONT "$1"', 'sh', String(processId));
      await talksOn(terminal);
      await debug.container.untilClean();
    });

    test('goes on with its terminal after the command "detach"', async () => {
      const { terminal } = await talking(debug);
      await debug.run.client.request('pause', { threadId: 1 });
      await debug.run.stopped();
      await debug.run.evaluate('-exec detach', 'repl');
      await debug.run.client.event('terminated');
      assert.match(
        debug.run.client.outputOf('console'),
        /has let go of the program, which goes on/,
      );
      assert.equal(debug.run.client.outputOf('important'), '');
      await talksOn(terminal);
      await debug.container.untilClean();
    });

    test('ends with the command "kill"', async () => {
      await talking(debug);
      await debug.run.client.request('pause', { threadId: 1 });
      await debug.run.stopped();
      await debug.run.evaluate('-exec kill', 'repl');
      await debug.run.client.event('terminated');
      assert.match(debug.run.client.outputOf('console'), /was killed, as the command said/);
      assert.equal(debug.run.client.outputOf('important'), '');
      await debug.container.untilClean();
    });

    debug.testOnce('is not waited for when its slow start is cancelled', async () => {
      const { client } = debug.run;
      await client.request('initialize', {
        adapterID: 'container-gdb',
        supportsProgressReporting: true,
      });
      const launched = client
        .request('launch', {
          container: debug.container.name,
          program: '/workspace/terminal',
          setupCommands: [{ text: 'shell sleep 1000' }],
        })
        .then(() => 'It was launched.', String);
      const { progressId, cancellable } =
        await client.event<DebugProtocol.ProgressStartEvent>('progressStart');
      assert.equal(cancellable, true);
      await client.request('cancel', { progressId });
      assert.match(await launched, /cancelled/);
      await client.event('terminated');
      assert.equal(client.outputOf('important'), '');
      await debug.container.untilClean();
    });
  },
  { programs },
);
