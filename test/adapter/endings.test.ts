import assert from 'node:assert/strict';
import type { ChildProcessWithoutNullStreams } from 'node:child_process';
import { once } from 'node:events';
import type { DebugRun } from '../support/debugRun';
import { EngineProxy } from '../support/engineProxy';
import { suiteForEveryGdb, type DebugSuite } from '../support/everyGdb';

const programs = { waiting: ['waiting.cpp'] };
const file = 'waiting.cpp';

/** One session for each stage at which something may end it. */
interface Stages {
  /** gdb has read the program, which has not been started. */
  readonly starting: DebugRun;
  readonly running: DebugRun;
  readonly stopped: DebugRun;
  /** In the middle of a step over a call that takes long. */
  readonly stepping: DebugRun;
}

async function everyStage(
  debug: DebugSuite,
  attributes: object = {},
  open = (): Promise<DebugRun> => debug.open(),
): Promise<Stages> {
  const [starting, running, stopped, stepping] = await Promise.all([
    open(),
    open(),
    open(),
    open(),
  ]);
  const breakpoints = [await debug.at('rest', {}, file)];
  const launch = (run: DebugRun, wanted = breakpoints): Promise<unknown> =>
    run.launch('', { args: [], ...attributes }, { file, breakpoints: wanted }, 'waiting');
  const rests = (run: DebugRun): Promise<unknown> =>
    run.client.outputUntil('stdout', (text) => text.includes('resting'));
  await Promise.all([
    starting.client.request('initialize', { adapterID: 'container-gdb' }).then(() => {
      const program = `${debug.container.hostFolder}/waiting`;
      const { name: container } = debug.container;
      starting.client
        .request('launch', { container, program, ...attributes })
        .catch(() => undefined);
      return starting.client.event('initialized');
    }),
    launch(running, []).then(() => rests(running)),
    launch(stopped).then(() => stopped.stopped()),
    launch(stepping)
      .then(() => stepping.stopped())
      .then(() => stepping.client.request('next', { threadId: 1 }))
      .then(() => rests(stepping)),
  ]);
  return { starting, running, stopped, stepping };
}

/** The adapters of the stages, each of which serves only its own. */
async function adaptersAtEveryStage(debug: DebugSuite): Promise<ChildProcessWithoutNullStreams[]> {
  const adapters: ChildProcessWithoutNullStreams[] = [];
  await everyStage(debug, {}, async () => {
    const { run, adapter } = await debug.openOwn();
    adapters.push(adapter);
    return run;
  });
  return adapters;
}

/** Each session that had begun ends, and says why; the one that was starting answers with it. */
async function endWith({ starting, ...begun }: Stages, reason: RegExp): Promise<void> {
  const failed = await starting.client
    .request('configurationDone')
    .then(() => '')
    .catch(String);
  assert.doesNotMatch(failed, /bug|undefined/);
  for (const { client } of Object.values<DebugRun>(begun)) {
    await client.event('terminated');
    assert.match(client.outputOf('important'), reason);
    assert.match(client.outputOf('important'), /The session has ended with it\.\n$/);
  }
}

const signalTo = (name: string): readonly string[] => [
  'sh',
  '-c',
  `for each in /proc/[0-9]*; do read -r name <$each/comm && [ "$name" = "$1" ] && kill -9 "\${each#/proc/}"; done; true`,
  'sh',
  name,
];

suiteForEveryGdb(
  'a session at every stage',
  (debug) => {
    debug.testOnce('ends with the adapter', async () => {
      const adapters = await adaptersAtEveryStage(debug);
      await Promise.all(
        adapters.map(async (adapter) => {
          const exited = once(adapter, 'exit');
          adapter.kill('SIGKILL');
          await exited;
        }),
      );
      await debug.container.untilClean();
    });

    test('ends with the program', async () => {
      const { running, stopped, stepping } = await everyStage(debug);
      await debug.container.run(...signalTo('waiting'));
      for (const { client } of [running, stepping]) {
        await client.event('exited', ({ exitCode }: { exitCode: number }) => exitCode === 137);
        await client.event('terminated');
        assert.match(client.outputOf('console'), /The program was ended by SIGKILL/);
      }
      await stopped.client.event('terminated');
      assert.match(
        stopped.client.outputOf('important'),
        /^The program was killed while the debugger held it\. The session has ended with it\.\n$/,
      );
    });

    test('ends when a program is stepped that was killed', async () => {
      const breakpoints = [await debug.at('rest', {}, file)];
      await debug.run.launch('', { args: [] }, { file, breakpoints }, 'waiting');
      await debug.run.stopped();
      await debug.container.run(...signalTo('waiting'));
      await debug.run.client.request('next', { threadId: 1 }).catch(() => undefined);
      await debug.run.client.event('terminated');
      assert.match(debug.run.client.outputOf('important'), /killed while the debugger held it/);
    });
  },
  { programs },
);

/** Says of the end of its program what gdb does when it looks at a thread that is just dying. */
const gdbThatMissesTheEnd = `#!/bin/sh
gdb "$@" | sed -u \\
  -e '/^=thread-group-exited/d' \\
  -e 's/^\\*stopped,reason="exited.*/\\&"Cannot find user-level thread for LWP 1: generic error\\\\n"/'
`;

suiteForEveryGdb(
  'a session at every stage of one gdb',
  (debug) => {
    test('ends with the editor', async () => {
      const adapters = await adaptersAtEveryStage(debug);
      const exits = await Promise.all(
        adapters.map(async (adapter) => {
          const exited = once(adapter, 'exit');
          adapter.stdin.destroy();
          return ((await exited) as [number | null])[0];
        }),
      );
      assert.deepEqual(exits, [0, 0, 0, 0]);
      await debug.container.untilClean();
    });

    test('ends with gdb', async () => {
      const stages = await everyStage(debug);
      await debug.container.run(...signalTo('gdb'));
      await endWith(stages, /^gdb was killed from outside \(SIGKILL\)\./);
      await debug.container.untilClean();
    });

    test('ends when gdb crashes', async () => {
      const stages = await everyStage(debug);
      const crash = '-exec python import os; os.kill(os.getpid(), 11)';
      await Promise.all(
        Object.values<DebugRun>({ ...stages }).map(({ client }) =>
          client.request('evaluate', { expression: crash, context: 'repl' }).catch(() => undefined),
        ),
      );
      await endWith(stages, /^gdb has crashed \(SIGSEGV\)\./);
      await debug.container.untilClean();
    });

    test('ends with a program whose end gdb misses', async () => {
      const write = 'printf %s "$1" >/opt/gdb; chmod +x /opt/gdb';
      await debug.container.run('sh', '-c', write, 'sh', gdbThatMissesTheEnd);
      const attributes = { args: [], miDebuggerPath: '/opt/gdb' };
      await debug.run.launch('', attributes, { file, breakpoints: [] }, 'waiting');
      await debug.run.client.request('terminate');
      await debug.run.client.event('terminated');
      assert.match(debug.run.client.outputOf('important'), /^The program has ended\./);
    });

    test('ends with the container', async () => {
      const { engine, id, name } = debug.container;
      const stages = await everyStage(debug);
      await engine.stopContainer(id);
      await endWith(stages, new RegExp(`^The container "${name}" has stopped\\.`));
      await engine.startContainer(id);
      await debug.container.untilClean();
    });

    test('ends with the connection to the engine', async () => {
      const proxy = await EngineProxy.before(debug.container.engine.endpoint);
      try {
        const stages = await everyStage(debug, { engine: proxy.url });
        proxy.cut();
        await endWith(stages, /^The connection to gdb was lost\. .*container engine/);
        await debug.container.untilClean();
      } finally {
        await proxy.dispose();
      }
    });
  },
  { programs, gdbs: [13] },
);
