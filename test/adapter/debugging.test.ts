import assert from 'node:assert/strict';
import type { DebugProtocol } from '@vscode/debugprotocol';
import { suiteForEveryGdb } from '../support/everyGdb';

suiteForEveryGdb('debugging', (debug) => {
  test('stops at a breakpoint, shows the stack at host paths and ends with the exit code', async () => {
    const [breakpoint] = await debug.run.launch(
      'values',
      {},
      { breakpoints: [await debug.at('values')] },
    );
    assert.equal(breakpoint?.verified, true);
    const stop = await debug.run.stopped();
    assert.equal(stop.reason, 'breakpoint');
    assert.deepEqual(stop.hitBreakpointIds, [breakpoint.id]);
    const frames = await debug.run.frames();
    assert.deepEqual(
      frames.map(({ name }) => name),
      ['showValues', 'main'],
    );
    assert.equal(frames[0]?.source?.path, debug.container.source('basics.cpp'));
    assert.equal(frames[0].line, await debug.container.line('values'));
    await debug.run.client.request('continue', { threadId: 1 });
    assert.equal(await debug.run.ended(), 0);
    assert.equal(debug.run.client.outputOf('stdout'), '3 2 6 3 1 42\n');
  });

  debug.testOnce('pages through elements', async () => {
    await debug.run.launch('values', {}, { breakpoints: [await debug.at('values')] });
    await debug.run.stopped();
    const { variables } = await debug.run.scope('Locals');
    const page = { filter: 'indexed', start: 1, count: 1 };
    const show = async (name: string): Promise<string[]> =>
      (await debug.run.children(variables.get(name)?.variablesReference ?? 0, page)).map(
        (child) => `${child.name}=${child.value}`,
      );
    assert.deepEqual(await show('numbers'), ['[1]=20']);
    assert.deepEqual(await show('ages'), ['["bjarne"]=45']);
  });

  debug.testOnce('gives variables and elements new values', async () => {
    await debug.run.launch('values', {}, { breakpoints: [await debug.at('values')] });
    await debug.run.stopped();
    const { reference, variables } = await debug.run.scope('Locals');
    const set = async (variablesReference: number, name: string, value: string): Promise<string> =>
      (
        await debug.run.client.request<DebugProtocol.SetVariableResponse>('setVariable', {
          variablesReference,
          name,
          value,
        })
      ).value;
    assert.equal(await set(reference, 'count', '40 + 3'), '43');
    const plain = variables.get('plain')?.variablesReference ?? 0;
    await debug.run.children(plain);
    assert.equal(await set(plain, '[0]', '9'), '9');
    await assert.rejects(set(reference, 'count', 'nonsense'), /nonsense/);
    await debug.run.client.request('continue', { threadId: 1 });
    await debug.run.ended();
    assert.equal(debug.run.client.outputOf('stdout'), '3 2 6 3 9 43\n');
  });

  debug.testOnce('evaluates for watch, hover and repl, and runs commands of gdb', async () => {
    await debug.run.launch('values', {}, { breakpoints: [await debug.at('values')] });
    await debug.run.stopped();
    const { id } = await debug.run.top();
    assert.equal((await debug.run.evaluate('count + plain[1]', 'watch', id)).result, '44');
    assert.equal((await debug.run.evaluate('point', 'hover', id)).type, 'Point');
    const numbers = await debug.run.evaluate('numbers', 'repl', id);
    assert.equal((await debug.run.children(numbers.variablesReference)).length, 3);
    await assert.rejects(debug.run.evaluate('count = 1', 'hover', id), /A hover only reads/);
    await assert.rejects(debug.run.evaluate('nothing', 'watch', id), /No symbol "nothing"/);
    assert.equal((await debug.run.evaluate('-exec print count', 'repl', id)).result, '$1 = 42');
    assert.equal((await debug.run.evaluate('`print 1 + 1', 'repl', id)).result, '$2 = 2');
    await assert.rejects(debug.run.evaluate('-exec nonsense', 'repl', id), /Undefined command/);
  });

  debug.testOnce('steps over, into and out', async () => {
    await debug.run.launch('loop', {}, { breakpoints: [await debug.at('loop')] });
    await debug.run.stopped();
    assert.equal((await debug.run.go('stepIn')).reason, 'step');
    assert.equal((await debug.run.top()).name, 'square');
    await debug.run.go('stepOut');
    assert.equal((await debug.run.top()).name, 'loop');
    await debug.run.go('next');
    assert.equal((await debug.run.top()).line, (await debug.container.line('loop')) + 1);
  });

  debug.testOnce('steps past the end of main to the end of the program', async () => {
    await debug.run.launch('exit', { stopAtEntry: true });
    await debug.run.stopped();
    const step = async (): Promise<void> => {
      for (;;) {
        await debug.run.go('next');
      }
    };
    step().catch(() => undefined); // there is nothing to step once the program has ended
    assert.equal(await debug.run.ended(), 3);
  });

  debug.testOnce('reads a deep stack by pages', async () => {
    await debug.run.launch('recurse', {}, { breakpoints: [await debug.at('deepest')] });
    await debug.run.stopped();
    const body = await debug.run.client.request<DebugProtocol.StackTraceResponse>('stackTrace', {
      threadId: 1,
      startFrame: 0,
      levels: 1,
    });
    assert.equal(body.stackFrames.length, 1);
    assert.ok((body.totalFrames ?? 0) > 1);
    const rest = await debug.run.frames(1, 1, 200);
    assert.equal(rest.length, 51);
    assert.equal(rest.at(-1)?.name, 'main');
    assert.deepEqual(await debug.run.frames(1, 60, 20), []);
  });

  debug.testOnce('stops where the condition holds, and at every third hit', async () => {
    await debug.run.launch(
      'loop',
      {},
      { breakpoints: [await debug.at('loop', { condition: 'turn == 4' })] },
    );
    await debug.run.stopped();
    const turn = async (): Promise<string | undefined> =>
      (await debug.run.scope('Locals')).variables.get('turn')?.value;
    assert.equal(await turn(), '4');
    await debug.run.setBreakpoints({
      breakpoints: [await debug.at('loop', { hitCondition: '%3' })],
    });
    await debug.run.go('continue');
    assert.equal(await turn(), '7');
    await debug.run.go('continue');
    assert.equal(await turn(), '10');
  });

  debug.testOnce('logs without stopping', async () => {
    const logMessage = 'turn {turn} has {number * 2}';
    await debug.run.launch(
      'loop',
      {},
      { breakpoints: [await debug.at('square', { logMessage: '#{number}' })] },
    );
    assert.equal(await debug.run.ended(), 0);
    assert.equal(
      debug.run.client.outputOf('console'),
      Array.from({ length: 10 }, (_, index) => `#${index + 1}\n`).join(''),
    );
    assert.ok(!debug.run.client.events.some(({ event }) => event === 'stopped'), logMessage);
  });

  debug.testOnce('stops in a function by its name', async () => {
    const launched = debug.run.launch('loop', { stopAtEntry: true });
    await launched;
    assert.equal((await debug.run.stopped()).reason, 'entry');
    assert.equal((await debug.run.top()).name, 'main');
    const { breakpoints } =
      await debug.run.client.request<DebugProtocol.SetFunctionBreakpointsResponse>(
        'setFunctionBreakpoints',
        { breakpoints: [{ name: 'square', condition: 'number == 2' }, { name: 'missing' }] },
      );
    assert.deepEqual(
      breakpoints.map(({ verified }) => verified),
      [true, false],
    );
    assert.match(breakpoints[1]?.message ?? '', /has no function "missing"/);
    assert.equal((await debug.run.go('continue')).reason, 'function breakpoint');
    assert.equal((await debug.run.scope('Locals')).variables.get('number')?.value, '2');
  });

  debug.testOnce(
    'sets and removes breakpoints while the program runs, without a visible stop',
    async () => {
      await debug.run.launch('spin');
      const [breakpoint] = await debug.run.setBreakpoints({
        breakpoints: [await debug.at('spin')],
      });
      assert.equal(breakpoint?.verified, true);
      const stop = await debug.run.stopped();
      assert.equal(stop.reason, 'breakpoint');
      await debug.run.client.request('continue', { threadId: 1 });
      await debug.run.stopped();
      await debug.run.setBreakpoints({ breakpoints: [] });
      await debug.run.client.request('continue', { threadId: 1 });
      await debug.run.setBreakpoints({ breakpoints: [await debug.at('deepest')] });
      await debug.run.setBreakpoints({ breakpoints: [] });
      await debug.run.client.request('pause', { threadId: 1 });
      assert.equal((await debug.run.stopped()).reason, 'pause');
      assert.equal(debug.run.client.events.filter(({ event }) => event === 'stopped').length, 3);
    },
  );

  debug.testOnce('pauses a program that runs, and one that blocks SIGINT', async () => {
    for (const mode of ['spin', 'deaf']) {
      await debug.open();
      await debug.run.launch(
        mode,
        {},
        { breakpoints: [await debug.at('spin', { hitCondition: '3' })] },
      );
      await debug.run.stopped();
      await debug.run.setBreakpoints({ breakpoints: [] });
      await debug.run.client.request('continue', { threadId: 1 });
      await debug.run.client.request('pause', { threadId: 1 });
      assert.equal((await debug.run.stopped()).reason, 'pause', mode);
      await debug.run.client.request('continue', { threadId: 1 });
      await debug.run.setBreakpoints({ breakpoints: [await debug.at('spin')] });
      assert.equal((await debug.run.stopped()).reason, 'breakpoint', mode);
      await debug.run.close();
    }
  });

  debug.testOnce(
    'says why a breakpoint is not bound, and binds it when the library is loaded',
    async () => {
      const [breakpoint] = await debug.run.launch(
        'library',
        {},
        { file: 'plugin.cpp', breakpoints: [await debug.at('plugin', {}, 'plugin.cpp')] },
      );
      assert.equal(breakpoint?.verified, false);
      assert.match(breakpoint.message ?? '', /does not name "\/workspace\/plugin.cpp"/);
      const { breakpoint: bound } = await debug.run.client.event<DebugProtocol.BreakpointEvent>(
        'breakpoint',
        (body) => body.breakpoint.id === breakpoint.id && body.breakpoint.verified,
      );
      assert.equal(bound.line, await debug.container.line('plugin', 'plugin.cpp'));
      assert.equal((await debug.run.stopped()).reason, 'breakpoint');
      const [noCode] = await debug.run.setBreakpoints({ breakpoints: [{ line: 9999 }] });
      assert.match(noCode?.message ?? '', /There is no code at line 9999/);
    },
  );

  debug.testOnce('shows threads by their names', async () => {
    await debug.run.launch('threads', {}, { breakpoints: [await debug.at('threads')] });
    await debug.run.stopped();
    const { threads } = await debug.run.client.request<DebugProtocol.ThreadsResponse>('threads');
    assert.deepEqual(
      threads.map(({ name }) => name),
      ['1: basics', '2: worker0', '3: worker1', '4: worker2'],
    );
    assert.ok((await debug.run.frames(3)).length > 1);
  });

  debug.testOnce('passes arguments, environment and folder, and nothing of its own', async () => {
    await debug.run.launch('environment', {
      args: ['environment', 'two words', "it's", '$HOME *', ''],
      cwd: debug.container.hostFolder,
      environment: [{ name: 'GREETING', value: 'hello you = me' }],
    });
    await debug.run.ended();
    assert.deepEqual(debug.run.client.outputOf('stdout').trim().split('\n'), [
      'arg:<two words>',
      "arg:<it's>",
      'arg:<$HOME *>',
      'arg:<>',
      'GREETING=<hello you = me>',
      'LC_ALL=<unset>',
      'SHELL=<unset>',
      'DEBUGINFOD_URLS=<unset>',
      'LINES=<unset>',
      'cwd:</workspace>',
    ]);
  });

  debug.testOnce(
    'gives the program a terminal of its own, and what is typed in the console',
    async () => {
      await debug.run.launch('echo');
      await debug.run.client.outputUntil('stdout', (text) => text.includes('\n'));
      await debug.run.evaluate('one', 'repl');
      await debug.run.client.outputUntil('stdout', (text) => text.includes('got:one'));
      await debug.run.evaluate('end', 'repl');
      assert.equal(await debug.run.ended(), 0);
      assert.equal(debug.run.client.outputOf('stdout'), 'terminal\ngot:one\n');
    },
  );

  debug.testOnce('tells of a crash, and of the end by it', async () => {
    await debug.run.launch('crash');
    const stop = await debug.run.stopped();
    assert.equal(stop.reason, 'exception');
    assert.match(stop.text ?? '', /^SIGSEGV: Segmentation fault/);
    assert.equal((await debug.run.top()).line, await debug.container.line('crash'));
    await debug.run.client.request('continue', { threadId: 1 });
    assert.equal(await debug.run.ended(), 128 + 11);
  });

  debug.testOnce('runs without debugging', async () => {
    await debug.run.launch(
      'exit',
      { noDebug: true, stopAtEntry: true },
      { breakpoints: [await debug.at('main')] },
    );
    assert.equal(await debug.run.ended(), 3);
    assert.ok(!debug.run.client.events.some(({ event }) => event === 'stopped'));
  });

  debug.testOnce('runs setupCommands before and postLaunchCommands after the start', async () => {
    await debug.run.launch('values', {
      stopAtEntry: true,
      setupCommands: [
        { text: '-gdb-set print elements 2' },
        { text: 'nonsense', ignoreFailures: true },
      ],
      postLaunchCommands: [{ text: 'set $posted = 17' }],
    });
    await debug.run.stopped();
    const { id } = await debug.run.top();
    assert.match(
      (await debug.run.evaluate('-exec show print elements', 'repl', id)).result,
      /is 2\./,
    );
    assert.equal((await debug.run.evaluate('$posted', 'watch', id)).result, '17');
  });

  debug.testOnce('attaches to a process, and lets it go on when it leaves', async () => {
    const process = await debug.container.engine.exec(debug.container.id, {
      argv: ['sh', '-c', 'echo $$; exec /workspace/basics spin'],
      processGroup: true,
    });
    const processId = await new Promise<number>((resolve) => {
      process.stdout.once('data', (chunk: Buffer) => resolve(Number(chunk.toString())));
    });
    try {
      await debug.run.start('attach', { processId }, { breakpoints: [await debug.at('spin')] });
      await debug.run.stopped();
      assert.equal((await debug.run.top()).name, 'spin');
      await debug.run.client.request('disconnect', {});
      await debug.container.run('sh', '-c', 'test -d "/proc/$1"', 'sh', String(processId));
      await debug.open();
      await debug.run.start('attach', { processId });
      await debug.run.client.request('disconnect', {});
      await debug.container.run('sh', '-c', 'test -d "/proc/$1"', 'sh', String(processId));
    } finally {
      await process.kill('KILL');
      process.dispose();
    }
    await debug.container.untilClean();
  });

  debug.testOnce('leaves nothing behind when the client disconnects', async () => {
    for (const state of ['stopped', 'running'] as const) {
      await debug.open();
      const breakpoints = state === 'stopped' ? [await debug.at('spin')] : [];
      await debug.run.launch('spin', {}, { breakpoints });
      await (state === 'stopped' ? debug.run.stopped() : debug.run.client.event('process'));
      await debug.run.client.request('disconnect', {});
      assert.deepEqual(
        (await debug.container.leftovers()).filter((line) => /gdb --|basics/.test(line)),
        [],
      );
      await debug.run.close();
      await debug.container.untilClean();
    }
  });
});
