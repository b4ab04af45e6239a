import assert from 'node:assert/strict';
import type { DebugProtocol } from '@vscode/debugprotocol';
import { controlSuite } from '../support/controlSuite';

controlSuite('pausing', (debug) => {
  const pause = async (threadId = 1): Promise<DebugProtocol.StoppedEvent['body']> => {
    await debug.run.client.request('pause', { threadId });
    return debug.run.stopped();
  };
  const goOn = (): Promise<unknown> => debug.run.client.request('continue', { threadId: 1 });

  test('stops a program that computes or waits, again and again', async () => {
    for (const mode of ['busy', 'forever', 'ignore']) {
      await debug.open();
      await debug.launch(mode);
      assert.equal((await pause()).reason, 'pause');
      await goOn();
      assert.equal((await pause()).reason, 'pause');
      // At once after going on, and twice.
      const answers = [goOn(), debug.run.client.request('pause', { threadId: 1 }), pause()];
      await Promise.all(answers);
      await goOn();
      assert.equal((await pause()).reason, 'pause');
      assert.ok((await debug.run.frames()).length > 0);
    }
  });

  test('stops a program that blocks SIGINT, or all signals, and does not show the pause to it', async () => {
    for (const mode of ['block', 'blockAll', 'sigwait']) {
      await debug.open();
      await debug.launch(mode);
      await debug.run.client.outputUntil('stdout', (text) => text.includes('blocking'));
      assert.equal((await pause()).reason, 'pause');
      await goOn();
      assert.equal((await pause()).reason, 'pause');
      await goOn();
      assert.ok(!debug.run.client.outputOf('stdout').includes('interrupted'));
    }
  });

  test('stops a step that takes long, and a step out', async () => {
    await debug.launchTo('slow', ['slow']);
    await debug.run.setBreakpoints({ file: 'control.cpp', breakpoints: [] });
    for (const command of ['next', 'stepIn', 'stepOut', 'next']) {
      await debug.run.client.request(command, { threadId: 1 });
      assert.equal((await pause()).reason, 'pause');
      assert.equal(await debug.where(), 'slow:slow');
    }
  });

  test('stops a process that it has attached to, also of another user', async () => {
    for (const user of [undefined, '1000']) {
      await debug.open();
      const process = await debug.container.engine.exec(debug.container.id, {
        argv: ['sh', '-c', 'echo $$; exec /workspace/control busy'],
        processGroup: true,
        ...(user && { user }),
      });
      try {
        const processId = await new Promise<number>((resolve) => {
          process.stdout.once('data', (chunk: Buffer) => resolve(Number.parseInt(String(chunk))));
        });
        await debug.run.start('attach', { processId, ...(user && { containerUser: user }) });
        assert.equal((await pause()).reason, 'pause');
        await goOn();
        assert.equal((await pause()).reason, 'pause');
        await debug.run.client.request('disconnect', {});
      } finally {
        await process.kill('KILL');
        process.dispose();
      }
    }
  });

  debug.testOnce('has nothing to stop when the program has just ended', async () => {
    await debug.launchTo('calls', ['print']);
    const [continued] = await Promise.allSettled([
      goOn(),
      debug.run.client.request('pause', { threadId: 1 }),
      debug.run.client.request('pause', { threadId: 1 }),
    ]);
    assert.equal(continued.status, 'fulfilled');
    const stop = debug.run.stopped().then(goOn);
    stop.catch(() => undefined);
    assert.equal(await debug.run.ended(), 7);
  });
});

controlSuite(
  'a program that cannot be stopped',
  (debug) => {
    test('is told, and the session goes on', async () => {
      await debug.launch('child');
      await debug.run.client.outputUntil('stdout', (text) => text.includes('child'));
      await debug.run.client.request('pause', { threadId: 1 });
      await debug.run.client.outputUntil('important', (text) =>
        text.includes('The program cannot be stopped'),
      );
      const { threads } = await debug.run.client.request<DebugProtocol.ThreadsResponse>('threads');
      assert.equal(threads.length, 1);
    });
  },
  [13],
);

controlSuite('stepping', (debug) => {
  test('follows an exception to where it is caught', async () => {
    await debug.launchTo('exceptions', ['inner']);
    // Caught in what is stepped over, which is nobody's business.
    assert.equal((await debug.run.go('next')).reason, 'step');
    assert.equal(await debug.where(), 'exceptions:throwing');
    assert.equal((await debug.run.go('next')).reason, 'step');
    assert.equal(await debug.where(), 'exceptions:catching');
    await debug.run.go('next');
    assert.equal(await debug.where(), 'exceptions:caught');
  });

  test('comes out where an exception is caught, stepping out and in', async () => {
    for (const command of ['stepOut', 'stepIn', 'next'] as const) {
      await debug.open();
      await debug.launchTo('exceptions', ['throwing']);
      await debug.run.go('stepIn');
      if (command !== 'stepOut') {
        await debug.run.go('next');
        assert.equal(await debug.where(), 'thrower:throw');
      }
      do {
        await debug.run.go(command);
      } while ((await debug.run.top()).name !== 'exceptions');
      assert.equal(await debug.where(), 'exceptions:catching');
    }
  });

  test('follows longjmp', async () => {
    await debug.launchTo('jumps', ['leap']);
    assert.equal((await debug.run.go('next')).reason, 'step');
    assert.equal(await debug.where(), 'jumps:setjmp');
    await debug.run.go('next');
    assert.equal(await debug.where(), 'jumps:landed');
  });

  test('stays in the same call of a recursive function', async () => {
    await debug.launchTo('factorial', ['factorial']);
    await debug.run.setBreakpoints({ file: 'control.cpp', breakpoints: [] });
    await debug.run.go('next');
    assert.equal(await debug.where(), 'factorial:recursion');
    assert.equal((await debug.run.go('next')).reason, 'step');
    assert.equal(await debug.where(), 'factorial:product');
    assert.equal((await debug.run.frames()).length, 2);
  });

  test('is ended by a breakpoint, but not by one that only logs', async () => {
    await debug.launchTo('calls', ['two']);
    const log = { logMessage: 'twice of {number}' };
    await debug.run.setBreakpoints({
      file: 'control.cpp',
      breakpoints: [
        await debug.at('twice', log, 'control.cpp'),
        await debug.at('area', {}, 'control.cpp'),
      ],
    });
    assert.equal((await debug.run.go('next')).reason, 'step');
    assert.equal(await debug.where(), 'calls:indirect');
    await debug.run.client.outputUntil('console', (text) => text.includes('twice of 3'));
    assert.equal((await debug.run.go('next')).reason, 'breakpoint');
    assert.match(await debug.where(), /area:area/);
    await debug.run.client.outputUntil('console', (text) => text.includes('twice of 4'));
  });

  test('passes a signal that the program handles', async () => {
    const setupCommands = [{ text: 'handle SIGUSR1 nostop noprint pass' }];
    await debug.launchTo('signals', ['raising'], { setupCommands });
    assert.equal((await debug.run.go('next')).reason, 'step');
    assert.equal(await debug.where(), 'signals:afterSignal');
  });

  test('goes on from the end of main to the end of the program', async () => {
    await debug.launchTo('none', ['brace']);
    await debug.run.client.request('next', { threadId: 1 });
    assert.equal(await debug.run.ended(), 7);
    assert.equal(debug.run.client.events.filter(({ event }) => event === 'stopped').length, 1);
  });

  test('ends as a step in a function without lines, where gdb gives no reason', async () => {
    await debug.launchTo('burst', ['burst']);
    await debug.run.setBreakpoints({ file: 'control.cpp', breakpoints: [] });
    await debug.run.client.request('setFunctionBreakpoints', {
      breakpoints: [{ name: 'clock_nanosleep' }],
    });
    await debug.run.go('continue');
    // To a function that it calls, or back to its caller.
    do {
      await debug.run.client.request('stepIn', { threadId: 1, granularity: 'instruction' });
      await debug.run.stopped();
    } while ((await debug.run.top()).name.includes('clock_nanosleep'));
    assert.equal((await debug.run.go('next')).reason, 'step');
  });

  test('steps by instructions', async () => {
    await debug.launchTo('calls', ['two']);
    const start = await debug.run.top();
    await debug.run.client.request('next', { threadId: 1, granularity: 'instruction' });
    assert.equal((await debug.run.stopped()).reason, 'step');
    const next = await debug.run.top();
    assert.equal(next.line, start.line);
    assert.notEqual(next.instructionPointerReference, start.instructionPointerReference);
    do {
      await debug.run.client.request('stepIn', { threadId: 1, granularity: 'instruction' });
      await debug.run.stopped();
    } while ((await debug.run.top()).name === 'calls');
    assert.match((await debug.run.top()).name, /^square/);
  });
});
