import type { DebugProtocol } from '@vscode/debugprotocol';
import assert from 'node:assert/strict';
import type { DebugRun } from '../support/debugRun';
import { suiteForEveryGdb, type DebugSuite } from '../support/everyGdb';

type Configuration = Readonly<Record<string, unknown>>;

/** The sessions that a session has asked its client to open, in order. */
const wantedBy = new WeakMap<DebugRun, () => Promise<unknown>>();

function takeRequests(run: DebugRun): void {
  const queue: unknown[] = [];
  let wake = (): void => undefined;
  run.client.serve('startDebugging', (args) => {
    queue.push(args);
    wake();
    return {};
  });
  wantedBy.set(run, async () => {
    while (queue.length === 0) {
      await new Promise<void>((resolve) => (wake = resolve));
    }
    return queue.shift();
  });
}

/** Begins a session as a client that can open more of them, with a breakpoint where children work. */
async function begin(
  run: DebugRun,
  request: 'launch' | 'attach',
  configuration: object,
  breakpoints: readonly DebugProtocol.SourceBreakpoint[],
  serve?: () => never,
): Promise<void> {
  const { client } = run;
  takeRequests(run);
  if (serve) {
    client.serve('startDebugging', serve);
  }
  await client.request('initialize', {
    adapterID: 'container-gdb',
    supportsStartDebuggingRequest: true,
  });
  const started = client.request(request, configuration);
  await Promise.race([client.event('initialized'), started]);
  await run.setBreakpoints({ file: 'forks.cpp', breakpoints });
  await client.request('configurationDone');
  await started;
}

async function atWork(debug: DebugSuite): Promise<readonly DebugProtocol.SourceBreakpoint[]> {
  return [await debug.at('work', {}, 'forks.cpp')];
}

async function launch(
  debug: DebugSuite,
  mode: string,
  breakpoints: readonly DebugProtocol.SourceBreakpoint[],
  attributes: object = { followFork: 'both' },
  serve?: () => never,
): Promise<DebugRun> {
  const { run } = debug;
  const program = `${debug.container.hostFolder}/forks`;
  const configuration = { name: 'Forks', container: debug.container.name, program, args: [mode] };
  await begin(run, 'launch', { ...configuration, ...attributes }, breakpoints, serve);
  return run;
}

/** Opens the session that a session asks for. */
async function child(
  debug: DebugSuite,
  parent: DebugRun,
  breakpoints: readonly DebugProtocol.SourceBreakpoint[],
): Promise<DebugRun> {
  const { request, configuration } = (await wantedBy.get(parent)?.()) as {
    readonly request: 'attach';
    readonly configuration: Configuration;
  };
  assert.equal(request, 'attach');
  assert.match(String(configuration['name']), /^Forks – process \d+$/);
  const run = await debug.open();
  await begin(run, request, configuration, breakpoints);
  return run;
}

suiteForEveryGdb(
  'forks',
  (debug) => {
    test('make a session for each child, whose breakpoints are hit at once', async () => {
      const parent = await launch(debug, 'many', await atWork(debug));
      for (const number of [0, 1, 2]) {
        const run = await child(debug, parent, await atWork(debug));
        assert.equal((await run.stopped()).reason, 'breakpoint');
        const { variables } = await run.scope('Locals');
        assert.equal(variables.get('doubled')?.value, String(number * 2));
        await run.client.request('continue', { threadId: 1 });
        assert.equal(await run.ended(), number * 2);
      }
      assert.equal(await parent.ended(), 6);
      assert.ok(!parent.client.events.some(({ event }) => event === 'stopped'));
    });

    test('do not break a step over them', async () => {
      const parent = await launch(debug, 'one', [await debug.at('one', {}, 'forks.cpp')]);
      await parent.stopped();
      const stepped = parent.go('next');
      const run = await child(debug, parent, []);
      assert.equal(await run.ended(), 6);
      assert.equal((await stepped).reason, 'step');
      assert.equal((await parent.top()).line, await debug.container.line('after', 'forks.cpp'));
    });

    test('may take the debugger over to the child', async () => {
      const run = await launch(debug, 'one', await atWork(debug), { followFork: 'child' });
      const { threadId = 0 } = await run.stopped();
      assert.match(run.client.outputOf('console'), /follows the child process \d+; its parent/);
      const { systemProcessId } = await run.client.event<DebugProtocol.ProcessEvent>(
        'process',
        (body) => run.client.outputOf('console').includes(`child process ${body.systemProcessId}`),
      );
      assert.ok(systemProcessId);
      assert.equal((await run.frames(threadId))[0]?.name, 'work');
      await run.client.request('continue', { threadId });
      assert.equal(await run.ended(), 6);
    });

    test('are asked to end when their parent is, and leave no process behind', async () => {
      const parent = await launch(debug, 'linger', []);
      const run = await child(debug, parent, []);
      await run.client.event('process');
      await parent.client.request('terminate');
      assert.equal(await parent.ended(), 143);
      assert.equal(await run.ended(), 143);
      const stops = run.client.events.filter(({ event }) => event === 'stopped');
      assert.deepEqual(stops, []);
      assert.doesNotMatch(await debug.container.run('ps', 'ax'), /forks linger/);
    });
  },
  { programs: { forks: ['forks.cpp'] } },
);

suiteForEveryGdb(
  'forks of other kinds',
  (debug) => {
    test('are killed with their parent the second time', async () => {
      const parent = await launch(debug, 'stubborn', []);
      const run = await child(debug, parent, []);
      await run.client.event('process');
      await parent.client.request('terminate');
      await parent.client.outputUntil('console', (text) => text.includes('Stop once more'));
      await parent.client.request('terminate');
      await parent.client.event('terminated');
      assert.equal(await run.ended(), 137);
      assert.doesNotMatch(await debug.container.run('ps', 'ax'), /forks stubborn/);
    });

    test('go on from where they stand when they are asked to end', async () => {
      const parent = await launch(debug, 'linger', []);
      const run = await child(debug, parent, []);
      await run.client.event('process');
      await run.client.request('pause', { threadId: 1 });
      await run.stopped();
      await parent.client.request('terminate');
      assert.equal(await parent.ended(), 143);
      assert.equal(await run.ended(), 143);
      assert.match(run.client.outputOf('console'), /asked to end \(SIGTERM\), so it goes on from/);
    });

    test('live on in their sessions when their parent has ended by itself', async () => {
      const parent = await launch(debug, 'orphan', []);
      const run = await child(debug, parent, []);
      assert.equal(await parent.ended(), 0);
      await run.client.request('pause', { threadId: 1 });
      assert.equal((await run.stopped()).reason, 'pause');
      await run.client.request('disconnect', { terminateDebuggee: true });
      assert.doesNotMatch(await debug.container.run('ps', 'ax'), /forks orphan/);
    });

    test('go on when their own session lets go of them', async () => {
      const parent = await launch(debug, 'linger', []);
      const run = await child(debug, parent, []);
      await run.client.request('disconnect', { terminateDebuggee: false });
      const states = await debug.container.run('ps', 'axo', 'stat=,args=');
      assert.deepEqual(
        states.match(/^\S+(?=.*forks linger$)/gm)?.map((state) => state[0]),
        ['S', 'S'],
      );
    });

    test('end with the parent that the debugger has left for them', async () => {
      for (const ends of [['linger'], ['stubborn', 'twice']]) {
        await debug.open();
        const run = await launch(debug, ends[0] ?? '', [], { followFork: 'child' });
        await run.client.outputUntil('console', (text) => text.includes('follows the child'));
        await run.client.request('terminate');
        if (ends[1]) {
          await run.client.request('terminate');
        }
        await run.client.event('terminated');
        assert.doesNotMatch(await debug.container.run('ps', 'ax'), /forks (linger|stubborn)/);
      }
    });

    test('run on when the debugger lets go of them', async () => {
      const run = await launch(debug, 'linger', [], { followFork: 'child' });
      await run.client.outputUntil('console', (text) => text.includes('follows the child'));
      await run.client.request('disconnect', { terminateDebuggee: false });
      const lines = (await debug.container.run('ps', 'ax')).match(/forks linger/g);
      assert.equal(lines?.length, 2);
      await debug.container.run('pkill', 'forks');
    });

    test('are not taken for the program that a restart starts, nor outlive it', async () => {
      const run = await launch(debug, 'linger', [], { followFork: 'child' });
      const follows = /follows the child process (\d+); its parent (\d+)/g;
      await run.client.outputUntil('console', (text) => text.includes('follows the child'));
      await run.client.request('restart');
      const notes = await run.client.outputUntil(
        'console',
        (text) => [...text.matchAll(follows)].length > 1,
      );
      const [first, second] = [...notes.matchAll(follows)];
      assert.ok(first && second && !first.slice(1).includes(second[2] ?? ''));
      const lines = (await debug.container.run('ps', 'ax')).match(/forks linger/g);
      assert.equal(lines?.length, 2);
    });

    test('are followed from a thread, and in a child', async () => {
      const parent = await launch(debug, 'thread', await atWork(debug));
      const run = await child(debug, parent, await atWork(debug));
      await run.stopped();
      await run.client.request('continue', { threadId: 1 });
      assert.equal(await run.ended(), 8);
      assert.equal(await parent.ended(), 8);
      const grandparent = await launchAnew(debug, 'grandchild', await atWork(debug));
      const middle = await child(debug, grandparent, await atWork(debug));
      const last = await child(debug, middle, await atWork(debug));
      await last.stopped();
      await last.client.request('continue', { threadId: 1 });
      assert.equal(await last.ended(), 10);
      assert.equal(await middle.ended(), 10);
      assert.equal(await grandparent.ended(), 10);
    });

    test('run without the debugger where nobody opens sessions for them', async () => {
      await debug.run.launch('one', { followFork: 'both' }, undefined, 'forks');
      assert.equal(await debug.run.ended(), 6);
      assert.match(debug.run.client.outputOf('console'), /this client cannot open sessions/);
    });

    test('run without the debugger when the client refuses', async () => {
      const refuse = (): never => {
        throw new Error('No more sessions.');
      };
      const parent = await launch(debug, 'one', [], { followFork: 'both' }, refuse);
      assert.equal(await parent.ended(), 6);
      assert.match(
        parent.client.outputOf('console'),
        /runs without the debugger: No more sessions/,
      );
    });

    test('are left alone by default, and those of system() and popen() always', async () => {
      const parent = await launch(debug, 'system', []);
      assert.equal(await parent.ended(), 0);
      const other = await launchAnew(debug, 'one', [await debug.at('work', {}, 'forks.cpp')], {});
      assert.equal(await other.ended(), 6);
    });

    test('are followed after exec as well, where breakpoints are bound anew', async () => {
      const places = [await debug.at('after', {}, 'forks.cpp')];
      const parent = await launch(debug, 'exec', places);
      const run = await child(debug, parent, [await debug.at('work', {}, 'forks.cpp')]);
      await run.stopped();
      await run.client.request('continue', { threadId: 1 });
      assert.equal((await parent.stopped()).reason, 'breakpoint');
      await parent.client.request('continue', { threadId: 1 });
      assert.equal(await parent.ended(), 6);
    });
  },
  { programs: { forks: ['forks.cpp'] }, gdbs: [16] },
);

/** Like {@link launch}, in a session of its own. */
async function launchAnew(
  debug: DebugSuite,
  mode: string,
  breakpoints: readonly DebugProtocol.SourceBreakpoint[],
  attributes?: object,
): Promise<DebugRun> {
  await debug.open();
  return launch(debug, mode, breakpoints, attributes);
}
