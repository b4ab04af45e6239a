import assert from 'node:assert/strict';
import type { DebugProtocol } from '@vscode/debugprotocol';
import { suiteForEveryGdb, type DebugSuite } from '../support/everyGdb';

const programs = {
  stacks: ['stacks.cpp', '-fno-stack-protector'],
  optimized: ['stacks.cpp', '-O2', '-fno-stack-protector'],
};

suiteForEveryGdb(
  'stacks',
  (debug) => {
    test('pages a stack of 5,000 frames without counting them', async () => {
      await stopAt(debug, 'deep', 'deep');
      const first = await stack(debug, { startFrame: 0, levels: 20 });
      assert.equal(first.stackFrames.length, 20);
      assert.ok((first.totalFrames ?? 0) > 20);
      const next = await stack(debug, { startFrame: 20, levels: first.totalFrames ?? 0 });
      assert.equal(next.stackFrames.length, 1000);
      const last = await stack(debug, { startFrame: 4990, levels: 20 });
      assert.equal(last.stackFrames.length, 12);
      assert.equal(last.totalFrames, 5002);
      assert.equal(last.stackFrames.at(-1)?.name, 'main');
      const beyond = await stack(debug, { startFrame: 6000, levels: 20 });
      assert.deepEqual(beyond.stackFrames, []);
      assert.ok(!first.stackFrames.some(({ name }) => name.includes('inlined')));
    });

    debug.testOnce('names frames with their arguments as the client wants them', async () => {
      await stopAt(debug, 'deep', 'deep');
      const name = async (format: DebugProtocol.StackFrameFormat): Promise<string | undefined> => {
        const { stackFrames } = await stack(debug, { levels: 1, format });
        return stackFrames[0]?.name.replace(/0x\w{6,}/, '0x…');
      };
      assert.equal(await name({}), 'deep');
      assert.equal(
        await name({ line: true }),
        `deep line ${await debug.container.line('deep', source)}`,
      );
      assert.equal(
        await name({ parameters: true }),
        'deep(int depth=0, const char * text=0x… "text", Pair pair=…)',
      );
      assert.equal(
        await name({ parameters: true, parameterTypes: true }),
        'deep(int, const char *, Pair)',
      );
      assert.equal(
        await name({ parameters: true, parameterNames: true, parameterValues: true, hex: true }),
        'deep(depth=0x0, text=0x… "text", pair=…)',
      );
    });

    test('shows inlined functions as frames of their own', async () => {
      await stopAt(debug, 'inline', 'innermost', 'optimized');
      const { stackFrames } = await stack(debug, {});
      assert.deepEqual(
        stackFrames.slice(0, 4).map(({ name, line }) => ({ name, line })),
        [
          { name: 'innermost [inlined]', line: await debug.container.line('innermost', source) },
          { name: 'between [inlined]', line: await debug.container.line('between', source) },
          { name: 'outermost', line: await debug.container.line('outermost', source) },
          { name: 'main', line: stackFrames[3]?.line },
        ],
      );
    });

    test('shows frames of a signal handler and of a library without source', async () => {
      await stopAt(debug, 'signal', 'signal', 'stacks', {
        setupCommands: [{ text: 'handle SIGUSR1 nostop' }],
      });
      const { stackFrames } = await stack(debug, {});
      const names = stackFrames.map(({ name }) => name);
      assert.equal(names[0], 'onSignal');
      assert.equal(names[1], '<signal handler called>');
      assert.match(names[2] ?? '', /^lib(?:c|pthread)\.so\.\d!/);
      assert.equal(names.at(-1), 'main');
      for (const frame of stackFrames.filter(({ source: each }) => !each)) {
        assert.equal(frame.presentationHint, 'subtle');
        assert.match(frame.instructionPointerReference ?? '', /^0x/);
        assert.equal(frame.line, 0);
      }
    });

    test('shows the way into a system call, and where it was called', async () => {
      await stopAt(debug, 'sleep', 'asleep');
      const { stackFrames } = await stack(debug, {});
      assert.match(stackFrames[0]?.name ?? '', /^libc\.so\.6!/);
      const caller = stackFrames.find(({ name }) => name === 'sleepWatched');
      assert.equal(caller?.line, await debug.container.line('sleep', source));
      assert.equal(stackFrames.at(-1)?.name, 'main');
    });

    test('shows what there is of a damaged stack', async () => {
      await stopAt(debug, 'corrupt', 'corrupt');
      const { stackFrames, totalFrames } = await stack(debug, { levels: 50 });
      assert.equal(stackFrames[0]?.name, 'corrupt');
      assert.equal(stackFrames[1]?.name, '0x4141414141414141');
      assert.equal(totalFrames, stackFrames.length);
    });

    test('shows the stack of generated code', async () => {
      await debug.run.launch('generated', {}, { breakpoints: [] }, 'stacks');
      await debug.run.stopped();
      const { stackFrames } = await stack(debug, {});
      assert.match(stackFrames[0]?.name ?? '', /^0x/);
      const caller = stackFrames.find(({ name }) => name === 'runGenerated') ?? stackFrames.at(-1);
      assert.ok(caller?.name === 'runGenerated' || caller?.name === 'main');
    });

    debug.testOnce('follows the names of threads', async () => {
      const marks = ['named', 'renamed', 'nameless', 'notext'];
      const breakpoints = await Promise.all(marks.map((mark) => debug.at(mark, {}, source)));
      await debug.run.launch('named', {}, { file: source, breakpoints }, 'stacks');
      await debug.run.stopped();
      const names: (string | undefined)[] = [];
      for (const mark of marks) {
        const { threads } =
          await debug.run.client.request<DebugProtocol.ThreadsResponse>('threads');
        assert.deepEqual(
          threads.map(({ id }) => id),
          [1, 2],
          mark,
        );
        names.push(threads[1]?.name);
        await (mark === 'notext' ? undefined : debug.run.go('continue', 2));
      }
      assert.deepEqual(names.slice(0, 3), ['2: first', '2: second', '2']);
      assert.match(names[3] ?? '', /^2: ./);
    });
  },
  { programs },
);

suiteForEveryGdb(
  'a crowd of threads',
  (debug) => {
    test('is listed by number and name, and each has its stack', async () => {
      await stopAt(debug, 'crowd', 'crowd');
      const list = async (): Promise<readonly DebugProtocol.Thread[]> =>
        (await debug.run.client.request<DebugProtocol.ThreadsResponse>('threads')).threads;
      const threads = await list();
      assert.deepEqual(
        threads.map(({ id }) => id),
        Array.from({ length: 1001 }, (_, index) => index + 1),
      );
      assert.equal(threads[0]?.name, '1: stacks');
      assert.equal(threads[500]?.name, '501: worker499');
      const [innermost] = await debug.run.frames(501, 0, 1);
      assert.ok(innermost?.instructionPointerReference);
      await debug.run.go('next');
      assert.deepEqual((await list()).slice(0, 500), threads.slice(0, 500));
    });
  },
  { programs: { stacks: programs.stacks }, gdbs: [13] },
);

const source = 'stacks.cpp';

async function stopAt(
  debug: DebugSuite,
  mode: string,
  mark: string,
  program = 'stacks',
  attributes = {},
): Promise<void> {
  const breakpoints = [await debug.at(mark, {}, source)];
  await debug.run.launch(mode, attributes, { file: source, breakpoints }, program);
  await debug.run.stopped();
}

async function stack(
  debug: DebugSuite,
  args: Omit<DebugProtocol.StackTraceArguments, 'threadId'>,
): Promise<DebugProtocol.StackTraceResponse['body']> {
  return debug.run.client.request<DebugProtocol.StackTraceResponse>('stackTrace', {
    threadId: 1,
    ...args,
  });
}
