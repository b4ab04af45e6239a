import assert from 'node:assert/strict';
import type { DebugProtocol } from '@vscode/debugprotocol';
import type { DebugRun } from '../support/debugRun';
import { suiteForEveryGdb, type DebugSuite } from '../support/everyGdb';

const file = 'breakpoints/points.cpp';

type Info = DebugProtocol.DataBreakpointInfoResponse['body'];

const infoOf = (run: DebugRun, args: object): Promise<Info> =>
  run.client.request<DebugProtocol.DataBreakpointInfoResponse>('dataBreakpointInfo', args);

async function watch(
  run: DebugRun,
  ...breakpoints: DebugProtocol.DataBreakpoint[]
): Promise<DebugProtocol.Breakpoint[]> {
  const body = await run.client.request<DebugProtocol.SetDataBreakpointsResponse>(
    'setDataBreakpoints',
    { breakpoints },
  );
  return body.breakpoints;
}

suiteForEveryGdb(
  'breakpoints on data',
  (debug: DebugSuite) => {
    const launch = async (mode: string, mark: string): Promise<DebugRun> => {
      const { run } = debug;
      const breakpoints = [await debug.at(mark, {}, file)];
      await run.launch('', { args: [mode] }, { file, breakpoints }, 'points');
      await run.stopped();
      return run;
    };

    test('stop where a local, the heap or a global changes, and say how', async () => {
      const run = await launch('watched', 'watched');
      const { reference } = await run.scope('Locals');
      const frameId = (await run.top()).id;
      const local = await infoOf(run, { variablesReference: reference, name: 'local' });
      const heap = await infoOf(run, { name: '*heap', frameId });
      const global = await infoOf(run, { name: 'counter', frameId });
      assert.deepEqual(local.accessTypes, ['read', 'write', 'readWrite']);
      assert.deepEqual(
        [local, heap, global].map(({ canPersist }) => canPersist),
        [false, false, true],
      );
      assert.match(local.description, /^local \(4 bytes, until its function ends\)$/);
      // gdb does not unwind beyond main.
      const main = (await run.frames()).find(({ name }) => name === 'main')?.id ?? 0;
      const { description } = await infoOf(run, { name: 'mode', frameId: main });
      assert.match(description, /until its function ends/);
      const wanted = [local, heap, global].map(({ dataId }) => ({ dataId: dataId ?? '' }));
      const shown = await watch(run, ...wanted);
      assert.deepEqual(
        shown.map(({ verified, message }) => message ?? verified),
        [true, true, true],
      );
      const next = async (): Promise<string> => {
        const stop = await run.go('continue');
        assert.equal(stop.reason, 'data breakpoint');
        assert.ok(shown.some(({ id }) => stop.hitBreakpointIds?.includes(id ?? -1)));
        assert.match(stop.description ?? '', /^[*\w]+: \d → \d$/);
        return stop.text ?? '';
      };
      assert.equal(await next(), '"local" changed from 5 to 6.');
      assert.equal(await next(), '"*heap" changed from 1 to 2.');
      assert.equal(await next(), '"counter" changed from 0 to 6.');
      assert.equal(await next(), '"*heap" changed from 2 to 3.');
      // The local is left, and the memory of the heap is given back and written by its owner.
      await watch(run, ...wanted.slice(0, 1));
      assert.equal((await run.go('continue')).reason, 'breakpoint');
      assert.match(run.client.outputOf('console'), /"local" has gone out of scope/);
      const { breakpoint } = await run.client.event<DebugProtocol.BreakpointEvent>(
        'breakpoint',
        ({ reason }) => reason === 'removed',
      );
      assert.equal(breakpoint.id, shown[0]?.id);
    });

    test('are met also when the program goes on before they are answered', async () => {
      const run = await launch('watched', 'watched');
      const { dataId } = await infoOf(run, { name: 'counter', frameId: (await run.top()).id });
      const watched = watch(run, { dataId: dataId ?? '' });
      assert.equal((await run.go('continue')).text, '"counter" changed from 0 to 6.');
      assert.ok((await watched)[0]?.verified);
    });

    test('take a condition and a hit condition, an address, and any access', async () => {
      const run = await launch('spin', 'spin');
      const frameId = (await run.top()).id;
      await run.setBreakpoints({ file, breakpoints: [] });
      const { dataId } = await infoOf(run, { name: 'counter', frameId });
      const wish = { dataId: dataId ?? '', condition: 'counter > 4', hitCondition: '>=2' };
      await watch(run, wish);
      assert.match((await run.go('continue')).text ?? '', /"counter" changed from 5 to 6\./);
      const { memoryReference = '', result } = await run.evaluate(
        '&counter',
        'watch',
        (await run.top()).id,
      );
      const [address = ''] = /0x[0-9a-f]+/.exec(memoryReference || result) ?? [];
      const place = await infoOf(run, { name: address, asAddress: true, bytes: 4 });
      await watch(run, { dataId: place.dataId ?? '', accessType: 'readWrite' });
      assert.match(
        (await run.go('continue')).text ?? '',
        /^"0x[0-9a-f]+" was accessed; it is 6\.$/,
      );
      // Set and removed while the program runs.
      await watch(run);
      await run.client.request('continue', { threadId: 1 });
      const [again] = await watch(run, { dataId: dataId ?? '' });
      assert.ok(again?.verified, again?.message);
      assert.equal((await run.stopped()).reason, 'data breakpoint');
    });

    test('of another session are there before the program starts', async () => {
      const { client } = debug.run;
      await client.request('initialize', { adapterID: 'container-gdb' });
      const program = `${debug.container.hostFolder}/points`;
      const container = debug.container.name;
      const launched = client.request('launch', { container, program, args: ['watched'] });
      await client.event('initialized');
      const [shown] = await watch(debug.run, { dataId: '=counter' });
      assert.ok(shown?.verified, shown?.message);
      await client.request('configurationDone');
      await launched;
      assert.equal((await debug.run.stopped()).text, '"counter" changed from 0 to 6.');
    });

    test('say why something cannot be watched', async () => {
      const run = await launch('watched', 'watched');
      const frameId = (await run.top()).id;
      const why = async (name: string): Promise<string> => {
        const { dataId, description } = await infoOf(run, { name, frameId });
        assert.equal(dataId, null);
        return description;
      };
      assert.match(await why('$rax'), /"\$rax" is not in memory, so it cannot be watched/);
      assert.match(await why('nobody'), /"nobody" cannot be watched: No symbol "nobody"/);
      const large = await infoOf(run, { name: 'large', frameId });
      const slots = await Promise.all(
        [0, 1, 2, 3, 4].map((index) => infoOf(run, { name: `slots[${index}]`, frameId })),
      );
      const shown = await watch(
        run,
        ...[large, ...slots].map(({ dataId }) => ({ dataId: dataId ?? '' })),
        { dataId: 'drydock_data_77' },
      );
      assert.deepEqual(
        shown.map(({ verified }) => verified),
        [false, true, true, true, true, false, false],
      );
      assert.match(shown[0]?.message ?? '', /"large" is too large to be watched \(4096 bytes\)/);
      assert.match(
        shown[5]?.message ?? '',
        /The processor has no register left to watch "slots\[4\]"/,
      );
      assert.match(
        shown[6]?.message ?? '',
        /The program has gone on since this variable was shown/,
      );
      await watch(run);
      await run.setBreakpoints({ file, breakpoints: [] });
      await run.client.request('continue', { threadId: 1 });
      assert.equal(await run.ended(), 0);
    });
  },
  { programs: { points: [file, '-ldl'] }, needsDebugRegisters: true },
);

/** gdb as it is where the processor reports nothing: what it tries of its registers is never met. */
const gdbWithoutRegisters = `#!/bin/sh
case " $* " in
  *" awatch "*) echo "Hardware access (read/write) watchpoint 1: x"; echo "drydock: stopped 0" ;;
  *) exec gdb "$@" ;;
esac
`;

suiteForEveryGdb(
  'breakpoints in the registers of a processor that does not report them',
  (debug: DebugSuite) => {
    setup(async () => {
      const script = 'printf %s "$1" >/opt/gdb; chmod +x /opt/gdb';
      await debug.container.run('sh', '-c', script, 'sh', gdbWithoutRegisters);
    });

    test('are ordinary ones for code, and data is watched in software', async () => {
      const { run } = debug;
      const [atCount] = await run.launch(
        '',
        { args: ['count'], miDebuggerPath: '/opt/gdb' },
        { file, breakpoints: [await debug.at('count', { mode: 'hardware' }, file)] },
        'points',
      );
      assert.match(atCount?.message ?? '', /is set when the program has reached "main"/);
      assert.deepEqual((await run.stopped()).hitBreakpointIds, [atCount?.id]);
      const { breakpoint } = await run.client.event<DebugProtocol.BreakpointEvent>('breakpoint');
      assert.match(breakpoint.message ?? '', /^It is an ordinary breakpoint: the processor/);
      const { dataId } = await infoOf(run, { name: 'counter', frameId: (await run.top()).id });
      await run.setBreakpoints({ file, breakpoints: [] });
      const wish = { dataId: dataId ?? '', condition: 'counter > 2' };
      const [read, write] = await watch(run, { ...wish, accessType: 'read' }, wish);
      assert.equal(read?.verified, false);
      assert.match(read.message ?? '', /^"counter" can only be watched for changes here/);
      assert.ok(write?.verified);
      assert.match(write.message ?? '', /^"counter" is watched by stepping through every/);
      assert.match((await run.go('continue')).text ?? '', /"counter" changed from 2 to 3\./);
      // Set and removed while the program runs.
      await watch(run);
      await run.client.request('continue', { threadId: 1 });
      const [again] = await watch(run, { dataId: dataId ?? '' });
      assert.ok(again?.verified, again?.message);
      assert.equal((await run.stopped()).reason, 'data breakpoint');
    });

    test('are watched in software from "main" on, when another session knew the data', async () => {
      const { client } = debug.run;
      await client.request('initialize', { adapterID: 'container-gdb' });
      const { hostFolder, name: container } = debug.container;
      const program = `${hostFolder}/points`;
      const miDebuggerPath = '/opt/gdb';
      const wanted = { container, program, miDebuggerPath, args: ['count'] };
      const launched = client.request('launch', wanted);
      await client.event('initialized');
      const [shown] = await watch(debug.run, { dataId: '=counter' });
      assert.match(shown?.message ?? '', /set when the program has reached "main"/);
      await client.request('configurationDone');
      await launched;
      assert.equal((await debug.run.stopped()).text, '"counter" changed from 0 to 1.');
    });
  },
  // Bound at once: where gdb steps through every instruction, finding a function takes seconds.
  { programs: { points: [file, '-ldl', '-Wl,-z,now'] }, gdbs: [13] },
);
