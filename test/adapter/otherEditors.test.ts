import assert from 'node:assert/strict';
import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { once } from 'node:events';
import { pathToFileURL } from 'node:url';
import type { DebugProtocol } from '@vscode/debugprotocol';
import { suiteForEveryGdb } from '../support/everyGdb';

// What the editors send is recorded from nvim-dap in Neovim 0.10.4 and from dape 0.24 in Emacs 30.
suiteForEveryGdb(
  'the debug adapter and other editors',
  (debug) => {
    let terminal: ChildProcessWithoutNullStreams | undefined;
    teardown(() => {
      terminal?.kill();
    });

    const initializeAsNeovim = (): Promise<unknown> =>
      debug.run.client.request('initialize', {
        clientID: 'neovim',
        clientName: 'neovim',
        adapterID: 'nvim-dap',
        pathFormat: 'path',
        columnsStartAt1: true,
        linesStartAt1: true,
        supportsRunInTerminalRequest: true,
        supportsVariableType: true,
        supportsProgressReporting: true,
        supportsStartDebuggingRequest: true,
        locale: 'en_US',
      });
    const configuration = (args: readonly string[]): object => ({
      name: 'Debug in the container',
      type: 'container-gdb',
      request: 'launch',
      container: debug.container.name,
      program: `${debug.container.hostFolder}/basics`,
      console: 'internalConsole',
      stopAtEntry: false,
      args,
    });
    const setBreakpointAsNeovim = async (mark: string): Promise<void> => {
      const { line } = await debug.at(mark);
      await debug.run.client.request('setBreakpoints', {
        source: { path: debug.container.source('basics.cpp'), name: 'basics.cpp' },
        sourceModified: false,
        breakpoints: [{ line }],
        lines: [line],
      });
      await debug.run.client.request('setExceptionBreakpoints', {
        filters: ['crashes', 'signals'],
      });
    };
    const startAsNeovim = async (args: readonly string[], mark: string): Promise<void> => {
      const { client } = debug.run;
      await initializeAsNeovim();
      const launched = client.request('launch', configuration(args));
      await client.event('initialized');
      await setBreakpointAsNeovim(mark);
      await client.request('configurationDone');
      await launched;
      await debug.run.stopped();
    };

    test('Neovim jumps to the line of the cursor, whose file it names by a URI', async () => {
      await startAsNeovim(['values'], 'values');
      const line = (await debug.container.line('values')) - 1;
      const { targets } = await debug.run.client.request<DebugProtocol.GotoTargetsResponse>(
        'gotoTargets',
        {
          source: { path: pathToFileURL(debug.container.source('basics.cpp')).href },
          line,
          col: 1,
        },
      );
      assert.equal(targets[0]?.line, line);
    });

    test('Neovim restarts with the configuration as it is now', async () => {
      await startAsNeovim(['loop'], 'square');
      await debug.run.client.request('restart', configuration(['exit']));
      assert.equal(await debug.run.ended(), 3);
    });

    test('Neovim closes the adapter and interrupts it as soon as the end is answered', async () => {
      const { run, adapter } = await debug.openOwn();
      await startAsNeovim(['loop'], 'square');
      await run.client.request('terminate', {});
      const exited = once(adapter, 'exit');
      adapter.stdin.end();
      adapter.kill('SIGINT');
      assert.deepEqual(await exited, [0, null]);
      await debug.container.untilClean();
    });

    test('Neovim disconnects from what it has attached to, which lives on', async () => {
      const process = await debug.container.engine.exec(debug.container.id, {
        argv: ['sh', '-c', 'echo $$; exec /workspace/basics spin'],
        processGroup: true,
      });
      try {
        const processId = await new Promise<number>((resolve) => {
          process.stdout.once('data', (data: Buffer) => resolve(Number.parseInt(String(data))));
        });
        const { client } = debug.run;
        await initializeAsNeovim();
        const attached = client.request('attach', {
          name: 'Attach in the container',
          type: 'container-gdb',
          request: 'attach',
          container: debug.container.name,
          processId,
        });
        await client.event('initialized');
        await setBreakpointAsNeovim('spin');
        await client.request('configurationDone');
        await attached;
        await debug.run.stopped();
        await client.request('threads');
        await client.request('stackTrace', { startFrame: 0, threadId: 1 });
        await client.request('disconnect', { restart: false });
        await debug.container.run('kill', '-0', String(processId));
      } finally {
        await process.kill('KILL');
        process.dispose();
      }
    });

    test('Emacs hears once that the session is over, however often it asks for the end', async () => {
      await debug.run.launch('exit');
      const { client } = debug.run;
      await client.event('terminated');
      await client.request('terminate');
      await client.request('terminate');
      await client.request('threads').catch(() => undefined);
      assert.equal(client.events.filter(({ event }) => event === 'terminated').length, 1);
    });

    test('Emacs gives the terminal no variables but those that it is asked for', async () => {
      const { client } = debug.run;
      let names: readonly string[] = [];
      client.serve('runInTerminal', (args) => {
        const { args: words, env = {} } = args as DebugProtocol.RunInTerminalRequestArguments;
        const [program = '', ...rest] = words;
        names = Object.keys(env);
        terminal = spawn(program, rest, { env: env as NodeJS.ProcessEnv });
        return { processId: terminal.pid ?? 0 };
      });
      await client.request('initialize', {
        clientID: 'dape',
        adapterID: 'container-gdb',
        pathFormat: 'path',
        linesStartAt1: true,
        columnsStartAt1: true,
        supportsRunInTerminalRequest: true,
        supportsArgsCanBeInterpretedByShell: true,
        supportsProgressReporting: true,
        supportsStartDebuggingRequest: true,
      });
      const launched = client.request('launch', {
        type: 'container-gdb',
        request: 'launch',
        container: debug.container.name,
        program: `${debug.container.hostFolder}/basics`,
        args: ['exit'],
        stopAtEntry: false,
      });
      await client.event('initialized');
      await client.request('configurationDone');
      await launched;
      assert.equal(await debug.run.ended(), 3);
      // ssh is found by the path, keys and contexts of docker by the home.
      assert.ok(names.includes('PATH') && names.includes('HOME'));
      assert.ok(terminal);
      if (terminal.exitCode === null) {
        await once(terminal, 'exit');
      }
      assert.equal(terminal.exitCode, 0);
    });
  },
  { gdbs: [13] },
);
