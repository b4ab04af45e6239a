import assert from 'node:assert/strict';
import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { once } from 'node:events';
import process from 'node:process';
import type { DebugProtocol } from '@vscode/debugprotocol';
import { suiteForEveryGdb } from '../support/everyGdb';

suiteForEveryGdb(
  'a terminal of a client that only knows DAP',
  (debug) => {
    let terminal: ChildProcessWithoutNullStreams | undefined;
    let shown = '';
    teardown(() => {
      terminal?.kill();
    });
    /** Does what an editor does: runs the command in a terminal of its own. */
    const runInTerminal = (args: unknown): { readonly processId: number } => {
      const { args: words, env } = args as DebugProtocol.RunInTerminalRequestArguments;
      const [program = '', ...rest] = words;
      const started = spawn(program, rest, {
        env: { ...process.env, ...env } as NodeJS.ProcessEnv,
      });
      terminal = started;
      shown = '';
      for (const stream of [started.stdout, started.stderr]) {
        stream.on('data', (chunk: Buffer) => (shown += chunk.toString('utf8')));
      }
      return { processId: started.pid ?? 0 };
    };
    const showsUntil = async (wanted: string): Promise<void> => {
      while (!shown.includes(wanted)) {
        assert.ok(terminal);
        await once(terminal.stdout, 'data');
      }
    };
    const launch = async (mode: string, attributes: object = {}): Promise<void> => {
      const { client } = debug.run;
      await client.request('initialize', {
        adapterID: 'container-gdb',
        supportsRunInTerminalRequest: true,
      });
      const started = client.request('launch', {
        container: debug.container.name,
        program: '/workspace/basics',
        args: [mode],
        ...attributes,
      });
      await Promise.race([client.event('initialized'), started]);
      await client.request('configurationDone');
      await started;
    };

    test("is the program's, and ends with the session", async () => {
      debug.run.client.serve('runInTerminal', runInTerminal);
      await launch('echo');
      await showsUntil('terminal\r\n');
      terminal?.stdin.write('hello\n');
      await showsUntil('got:hello');
      terminal?.stdin.write('\x04');
      const gone = terminal && once(terminal, 'exit');
      assert.equal(await debug.run.ended(), 0);
      assert.deepEqual(await gone, [0, null]);
      assert.equal(debug.run.client.outputOf('stdout'), '');
      await debug.container.untilClean();
    });

    test('ends the session when it is closed', async () => {
      debug.run.client.serve('runInTerminal', runInTerminal);
      await launch('spin');
      terminal?.kill('SIGHUP');
      await debug.run.client.event('terminated');
      assert.match(debug.run.client.outputOf('important'), /The program's terminal was closed/);
      await debug.container.untilClean();
    });

    test('is done without when the client refuses, or asks for its console', async () => {
      debug.run.client.serve('runInTerminal', () => {
        throw new Error('There is no window.');
      });
      await launch('exit');
      assert.equal(await debug.run.ended(), 3);
      assert.match(
        debug.run.client.outputOf('console'),
        /opened no terminal for the program, whose output is shown here: There is no window\./,
      );
      const plain = await debug.open();
      await launch('values', { console: 'internalConsole' });
      assert.equal(await plain.ended(), 0);
      assert.match(plain.client.outputOf('stdout'), /^3 2 6/);
    });
  },
  { gdbs: [13] },
);
