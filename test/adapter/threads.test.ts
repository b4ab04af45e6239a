import assert from 'node:assert/strict';
import type { DebugProtocol } from '@vscode/debugprotocol';
import { freezeOthersRequest } from '../../src/domain/launchConfiguration';
import { controlSuite } from '../support/controlSuite';

type Stopped = DebugProtocol.StoppedEvent['body'];

controlSuite('threads that stop one by one', (debug) => {
  const nextStop = (threadId: number): Promise<Stopped> =>
    debug.run.client.event<DebugProtocol.StoppedEvent>(
      'stopped',
      (body) => body.threadId === threadId,
    );

  test('stop, step and go on each for itself', async () => {
    const first = await debug.launchTo('threads', ['started'], { nonStop: true });
    assert.deepEqual(
      [first.threadId, first.allThreadsStopped, first.reason],
      [1, false, 'breakpoint'],
    );
    const { threads } = await debug.run.client.request<DebugProtocol.ThreadsResponse>('threads');
    assert.equal(threads.length, 4);
    await assert.rejects(debug.run.frames(2), /running/);
    await debug.run.client.request('next', { threadId: 1 });
    const step = await nextStop(1);
    assert.deepEqual([step.reason, step.allThreadsStopped], ['step', false]);
    assert.equal(await debug.where(1), 'threads:second');

    await debug.run.client.request('pause', { threadId: 3 });
    assert.equal((await nextStop(3)).reason, 'pause');
    assert.ok((await debug.run.frames(3)).length > 0);
    assert.equal(await debug.where(1), 'threads:second');
    const { allThreadsContinued } = await debug.run.client.request<DebugProtocol.ContinueResponse>(
      'continue',
      { threadId: 3 },
    );
    assert.equal(allThreadsContinued, false);
    assert.equal(await debug.where(1), 'threads:second');

    // A breakpoint that a thread meets while others stand and run, with a count of its own.
    const [breakpoint] = await debug.run.setBreakpoints({
      file: 'control.cpp',
      breakpoints: [
        await debug.at('worker', { condition: 'index == 1', hitCondition: '3' }, 'control.cpp'),
      ],
    });
    assert.equal(breakpoint?.verified, true);
    const hit = await nextStop(3);
    assert.deepEqual(hit.hitBreakpointIds, [breakpoint.id]);
    await debug.run.setBreakpoints({ file: 'control.cpp', breakpoints: [] });

    await debug.run.client.request('pause', { threadId: 0 });
    await Promise.all([nextStop(2), nextStop(4)]);
    for (const { id } of threads) {
      assert.ok((await debug.run.frames(id)).length > 0);
    }
    await debug.run.client.request('continue', { threadId: 0 });
    // All of them run, and a breakpoint can still be set.
    const log = { logMessage: 'worker {index}' };
    await debug.run.setBreakpoints({
      file: 'control.cpp',
      breakpoints: [await debug.at('worker', log, 'control.cpp')],
    });
    await debug.run.client.outputUntil('console', (text) =>
      [0, 1, 2].every((index) => text.includes(`worker ${index}`)),
    );
  });
});

controlSuite('threads that stop together', (debug) => {
  test('are frozen while one is stepped or continued alone', async () => {
    await debug.launchTo('threads', ['started']);
    await debug.run.setBreakpoints({ file: 'control.cpp', breakpoints: [] });
    const turns = async (): Promise<string> => {
      const { id } = await debug.run.top(1);
      return (await debug.run.evaluate('turns[0] + turns[1] + turns[2]', 'watch', id)).result;
    };
    const before = await turns();
    await debug.run.client.request('next', { threadId: 1, singleThread: true });
    assert.equal((await debug.run.stopped()).threadId, 1);
    assert.equal(await turns(), before);
    // Thread 1 waits for the others, which are frozen, until it is paused.
    const { allThreadsContinued } = await debug.run.client.request<DebugProtocol.ContinueResponse>(
      'continue',
      {
        threadId: 1,
        singleThread: true,
      },
    );
    assert.equal(allThreadsContinued, false);
    await debug.run.client.request('pause', { threadId: 1 });
    assert.equal((await debug.run.stopped()).reason, 'pause');
    assert.equal(await turns(), before);
    // The others run again.
    await debug.run.setBreakpoints({
      file: 'control.cpp',
      breakpoints: [await debug.at('worker', {}, 'control.cpp')],
    });
    assert.notEqual((await debug.run.go('continue')).threadId, 1);
  });

  test('are frozen by a command until they are thawed', async () => {
    await debug.launchTo('threads', ['started']);
    const turns = async (): Promise<string> => {
      const { id } = await debug.run.top(1);
      return (await debug.run.evaluate('turns[0] + turns[1] + turns[2]', 'watch', id)).result;
    };
    await debug.run.client.request(freezeOthersRequest, { on: true });
    const before = await turns();
    await debug.run.go('next');
    const { allThreadsContinued } = await debug.run.client.request<DebugProtocol.ContinueResponse>(
      'continue',
      { threadId: 1 },
    );
    assert.equal(allThreadsContinued, false);
    await debug.run.client.request('pause', { threadId: 1 });
    await debug.run.stopped();
    assert.equal(await turns(), before);
    await debug.run.client.request(freezeOthersRequest, { on: false });
    await debug.run.setBreakpoints({
      file: 'control.cpp',
      breakpoints: [await debug.at('worker', {}, 'control.cpp')],
    });
    assert.notEqual((await debug.run.go('continue')).threadId, 1);
  });

  debug.testOnce('are frozen as the launch configuration says', async () => {
    await assert.rejects(
      debug.launch('threads', [], { nonStop: true, schedulerLocking: 'step' }),
      /"nonStop" and "schedulerLocking" exclude each other/,
    );
    await debug.open();
    await debug.launchTo('threads', ['started'], { schedulerLocking: 'step' });
    const shown = await debug.run.evaluate('-exec show scheduler-locking', 'repl');
    assert.match(shown.result, /"step"/);
    assert.equal((await debug.run.go('next')).threadId, 1);
    assert.equal(await debug.where(1), 'threads:second');
  });
});

/** Always the same numbers for the same seed. */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

controlSuite(
  'a burst of requests',
  (debug) => {
    test('never locks the session up', async () => {
      await debug.launchTo('burst', ['burst']);
      const next = random(7);
      const commands = ['continue', 'pause', 'next', 'stepIn', 'stepOut', 'pause', 'continue'];
      const answers: Promise<unknown>[] = [];
      for (let count = 0; count < 200; count += 1) {
        const command = commands[Math.floor(next() * commands.length)] ?? 'pause';
        answers.push(debug.run.client.request(command, { threadId: 1 }).catch(() => undefined));
        if (next() < 0.3) {
          await Promise.all(answers);
        }
      }
      await Promise.all(answers);
      await debug.run.setBreakpoints({ file: 'control.cpp', breakpoints: [] });
      // Whatever the state is now, the program can be let go on, stopped and looked at.
      const [breakpoint] = await debug.run.setBreakpoints({
        file: 'control.cpp',
        breakpoints: [await debug.at('twice', {}, 'control.cpp')],
      });
      const isLookedAt = async ({ hitBreakpointIds = [] }: Stopped): Promise<boolean> =>
        hitBreakpointIds.includes(breakpoint?.id ?? 0) &&
        (await debug.run.frames().catch(() => [])).length > 0;
      // A pause of the burst may take effect only now, and its stops are told before.
      do {
        await debug.run.client.request('continue', { threadId: 1 });
      } while (!(await isLookedAt(await debug.run.stopped())));
    });
  },
  [13],
);
