import assert from 'node:assert/strict';
import type { DebugProtocol } from '@vscode/debugprotocol';
import { stat, utimes } from 'node:fs/promises';
import type { DebugRun } from '../support/debugRun';
import { hasDebugRegisters } from '../support/debugRegisters';
import { suiteForEveryGdb, type DebugSuite } from '../support/everyGdb';
import type { Programs } from '../support/gdbContainer';

const file = 'breakpoints/points.cpp';
const lateFile = 'breakpoints/late.cpp';

/** `moved` names its sources below a folder that is nowhere, `relative` below none at all. */
const programs: Programs = {
  points: [file, '-ldl'],
  moved: [file, '-ldl', '-fdebug-prefix-map=/workspace=/elsewhere/project'],
  relative: [file, '-ldl', '-fdebug-prefix-map=/=./'],
  'liblate.so': [lateFile, '-shared', '-fPIC'],
  'libmoved.so': [lateFile, '-shared', '-fPIC', '-fdebug-prefix-map=/workspace=/elsewhere'],
};

type Shown = DebugProtocol.Breakpoint;

const changed = (run: DebugRun, test: (breakpoint: Shown) => boolean): Promise<Shown> =>
  run.client
    .event<DebugProtocol.BreakpointEvent>('breakpoint', ({ breakpoint }) => test(breakpoint))
    .then(({ breakpoint }) => breakpoint);

/** Launches the program at its entry. */
async function launchAtEntry(run: DebugRun, args: string[], program = 'points'): Promise<void> {
  await run.launch('', { args, stopAtEntry: true }, undefined, program);
  await run.stopped();
}

async function setInstructions(
  run: DebugRun,
  ...breakpoints: DebugProtocol.InstructionBreakpoint[]
): Promise<Shown[]> {
  const body = await run.client.request<DebugProtocol.SetInstructionBreakpointsResponse>(
    'setInstructionBreakpoints',
    { breakpoints },
  );
  return body.breakpoints;
}

async function setFunctions(
  run: DebugRun,
  ...breakpoints: DebugProtocol.FunctionBreakpoint[]
): Promise<Shown[]> {
  const body = await run.client.request<DebugProtocol.SetFunctionBreakpointsResponse>(
    'setFunctionBreakpoints',
    { breakpoints },
  );
  return body.breakpoints;
}

suiteForEveryGdb(
  'breakpoints in code',
  (debug: DebugSuite) => {
    const at = (
      mark: string,
      more?: Partial<DebugProtocol.SourceBreakpoint>,
    ): Promise<DebugProtocol.SourceBreakpoint> => debug.at(mark, more, file);
    const set = (
      breakpoints: readonly DebugProtocol.SourceBreakpoint[],
      name = file,
    ): Promise<Shown[]> => debug.run.setBreakpoints({ file: name, breakpoints });
    const reached = async (): Promise<string> => {
      await debug.run.go('continue');
      const { source, line } = await debug.run.top();
      return `${source?.name}:${line}`;
    };

    test('bind in the right one of two headers, in every template, and once on a line', async () => {
      await launchAtEntry(debug.run, ['places']);
      const [leftFile, rightFile] = ['breakpoints/left/same.h', 'breakpoints/right/same.h'];
      const [left] = await set([await debug.at('left', {}, leftFile)], leftFile);
      const [right] = await set([await debug.at('right', {}, rightFile)], rightFile);
      assert.ok(left?.verified && right?.verified);
      const [first, second] = await set([
        await at('twice', { column: 3 }),
        await at('twice', { column: 10 }),
      ]);
      assert.match(first?.message ?? '', /^2 locations: .*twice<int>.*, .*twice<double>/);
      assert.deepEqual([first?.column, second?.column], [1, 1]);
      assert.equal(await reached(), `same.h:${left.line}`);
      const stop = await debug.run.go('continue');
      assert.deepEqual(new Set(stop.hitBreakpointIds), new Set([first?.id, second?.id]));
      assert.match((await debug.run.top()).name, /^twice<int>/);
      assert.equal(await reached(), `same.h:${right.line}`);
      await debug.run.go('continue');
      assert.match((await debug.run.top()).name, /^twice<double>/);
      await debug.run.client.request('continue', { threadId: 1 });
      await debug.run.ended();
    });

    test('bind to functions with their overloads, to instructions, and by hardware', async () => {
      await launchAtEntry(debug.run, ['places']);
      const [both, , missing] = await setFunctions(
        debug.run,
        { name: 'shop::Basket::add', condition: 'number > 3' },
        { name: 'shop::Basket::add(double)' },
        { name: 'main if argc > 7' },
      );
      assert.match(both?.message ?? '', /^2 locations/);
      assert.match(missing?.message ?? '', /has no function "main if argc > 7" so far/);
      assert.equal((await debug.run.go('continue')).reason, 'function breakpoint');
      assert.match((await debug.run.top()).name, /add/);
      const { instructionPointerReference = '' } = await debug.run.top();
      await setFunctions(debug.run, { name: 'shop::Basket::add(double)' });
      await debug.run.go('continue');
      const [nowhere] = await setInstructions(debug.run, { instructionReference: '0x10' });
      assert.equal(nowhere?.message, 'The program has no code at this address.');
      const [there] = await setInstructions(debug.run, {
        instructionReference: instructionPointerReference,
        offset: 0,
        mode: 'hardware',
      });
      assert.ok(there?.verified);
      assert.equal(there.instructionReference, instructionPointerReference);
      const [place] = await set([await at('places', { mode: 'hardware' })]);
      assert.ok(place?.verified);
      const kind = hasDebugRegisters ? 'hw breakpoint' : 'breakpoint';
      assert.match(
        (await debug.run.evaluate('-exec info breakpoints', 'repl')).result,
        new RegExp(`\\d +${kind} [^]*\\d +${kind} `),
      );
      assert.deepEqual((await debug.run.go('continue')).hitBreakpointIds, [place.id]);
    });

    test('stop at the hits that count, where a condition holds, and where it fails', async () => {
      await debug.run.launch(
        '',
        { args: ['visits', '20'] },
        { file, breakpoints: [await at('visit', { hitCondition: '%3', condition: 'number > 4' })] },
        'points',
      );
      const numbers = async (): Promise<string | undefined> =>
        (await debug.run.scope('Locals')).variables.get('number')?.value;
      await debug.run.stopped();
      assert.equal(await numbers(), '7');
      await debug.run.go('continue');
      assert.equal(await numbers(), '10');
      for (const [hitCondition, expected] of [
        ['==2', '12'],
        ['>1', '14'],
        ['<2', '15'],
      ] as const) {
        await set([await at('visit', { hitCondition })]);
        await debug.run.go('continue');
        assert.equal(await numbers(), expected, hitCondition);
      }
      const [wrong] = await set([await at('visit', { condition: 'nobody == 1' })]);
      assert.equal(wrong?.verified, false);
      assert.match(wrong.message ?? '', /"nobody == 1" cannot be used here: No symbol "nobody"/);
      await set([await at('visit', { condition: 'none->id == 1' })]);
      const stop = await debug.run.go('continue');
      assert.match(stop.text ?? '', /"none->id == 1" could not be evaluated: Cannot access memory/);
      const [often] = await set([await at('visit', { hitCondition: 'often' })]);
      assert.match(often?.message ?? '', /The hit condition "often" is not understood/);
      await debug.run.client.request('continue', { threadId: 1 });
      await debug.run.ended();
    });

    test('log any value without a stop, by hit and by condition', async () => {
      const logMessage = '{number}: {item.name} {item.label} {item} {none->id}';
      await debug.run.launch(
        '',
        { args: ['visits', '8'] },
        {
          file,
          breakpoints: [
            await at('visit', { logMessage, hitCondition: '%2', condition: 'number > 3' }),
            await at('visit', { logMessage: 'here', condition: 'number == 1' }),
          ],
        },
        'points',
      );
      assert.equal(await debug.run.ended(), 0);
      const lines = debug.run.client.outputOf('console').trimEnd().split('\n');
      assert.deepEqual(
        lines.map((line) => line.split(' {id')[0]),
        ['here', '5: bolt no. 5', '7: bolt no. 7'],
      );
      assert.match(lines[1] ?? '', /label = "no\. 5"\} <Cannot access memory at address 0x0>$/);
      assert.ok(!debug.run.client.events.some(({ event }) => event === 'stopped'));
    });

    test('log also by a gdb without Python', async () => {
      await debug.run.launch(
        '',
        {
          args: ['visits', '6'],
          setupCommands: [{ text: 'source /workspace/breakpoints/noPython.gdb' }],
        },
        {
          file,
          breakpoints: [
            await at('visit', { logMessage: '100% "here" {{', hitCondition: '>5' }),
            await at('visit', { logMessage: '{number}: {item.label}', hitCondition: '%3' }),
          ],
        },
        'points',
      );
      assert.equal(await debug.run.ended(), 0);
      assert.deepEqual(debug.run.client.outputOf('console').trimEnd().split('\n').sort(), [
        '100% "here" {{',
        '3: no. 3',
        '6: no. 6',
      ]);
      assert.ok(!debug.run.client.events.some(({ event }) => event === 'stopped'));
    });

    test('wait for the program when they need its processor', async () => {
      const [first, second] = await debug.run.launch(
        '',
        { args: ['places'], hardwareBreakpoints: { require: true, limit: 1 } },
        { file, breakpoints: [await at('places'), await at('add int')] },
        'points',
      );
      assert.match(first?.message ?? '', /is set when the program has reached "main"/);
      assert.match(second?.message ?? '', /one hardware breakpoint more than the 1 that/);
      await changed(debug.run, ({ id, verified }) => id === first?.id && verified);
      assert.deepEqual((await debug.run.stopped()).hitBreakpointIds, [first?.id]);
      await debug.run.client.request('continue', { threadId: 1 });
      await debug.run.ended();
    });

    test('bind when a library is loaded, and again after it was unloaded', async () => {
      const [breakpoint] = await debug.run.launch(
        '',
        { args: ['library', '/workspace/liblate.so'] },
        { file: lateFile, breakpoints: [await debug.at('late', {}, lateFile)] },
        'points',
      );
      const id = breakpoint?.id;
      assert.match(breakpoint?.message ?? '', /is set when a library that has this file is loaded/);
      for (const turn of [0, 1]) {
        await changed(debug.run, (each) => each.id === id && each.verified);
        assert.deepEqual((await debug.run.stopped()).hitBreakpointIds, [id], `${turn}`);
        await debug.run.client.request('continue', { threadId: 1 });
        const lost = await changed(debug.run, (each) => each.id === id && !each.verified);
        assert.match(lost.message ?? '', /was unloaded/);
      }
      await debug.run.ended();
    });

    debug.testOnce(
      'bind where the program names its sources otherwise, and open the host files',
      async () => {
        for (const program of ['moved', 'relative']) {
          const run = await debug.open();
          const [place] = await run.launch(
            '',
            { args: ['places'] },
            { file, breakpoints: [await at('places')] },
            program,
          );
          assert.deepEqual([place?.verified, place?.message], [true, undefined], program);
          await run.stopped();
          assert.equal((await run.top()).source?.path, debug.container.source(file), program);
          const header = 'breakpoints/left/same.h';
          const [left] = await run.setBreakpoints({
            file: header,
            breakpoints: [await debug.at('left', {}, header)],
          });
          assert.ok(left?.verified, left?.message);
          assert.equal(left.source?.path, debug.container.source(header));
          const [other] = await run.setBreakpoints({ file: 'same.h', breakpoints: [{ line: 2 }] });
          assert.match(other?.message ?? '', /It names ".*same\.h" and ".*same\.h": say in the/);
          await run.close();
        }
      },
    );

    debug.testOnce('bind in a library that names its sources otherwise', async () => {
      await launchAtEntry(debug.run, ['library', '/workspace/libmoved.so']);
      const [late] = await set([await debug.at('late', {}, lateFile)], lateFile);
      assert.equal(late?.verified, false);
      await set([await at('loaded')]);
      await debug.run.go('continue');
      await changed(debug.run, ({ id, verified }) => id === late.id && verified);
      assert.deepEqual((await debug.run.go('continue')).hitBreakpointIds, [late.id]);
      assert.equal((await debug.run.top()).source?.path, debug.container.source(lateFile));
    });

    test('say where there is no code, and that the source is newer than the program', async () => {
      await launchAtEntry(debug.run, ['places']);
      const { line } = await at('visit');
      const [moved, none] = await set([await at('comment'), { line: 9999 }]);
      assert.deepEqual([moved?.verified, moved?.line], [true, line]);
      assert.equal(
        moved?.message,
        `There is no code at line ${line - 1}; the program stops at line ${line}.`,
      );
      assert.match(none?.message ?? '', /There is no code at line 9999 of ".*points\.cpp"/);
      const body = await debug.run.client.request<DebugProtocol.BreakpointLocationsResponse>(
        'breakpointLocations',
        { source: { path: debug.container.source(file) }, line: 1, endLine: 40 },
      );
      const lines = body.breakpoints.map(({ line }) => line);
      assert.ok(lines.includes((await at('twice')).line));
      assert.ok(!lines.includes(1));
      assert.deepEqual(
        lines,
        [...new Set(lines)].sort((a, b) => a - b),
      );
      const source = debug.container.source(file);
      const { mtime } = await stat(source);
      await utimes(source, new Date(), new Date(Date.now() + 3_600_000));
      try {
        await debug.open();
        await launchAtEntry(debug.run, ['places']);
        const [bound, unbound] = await set([await at('places'), { line: 9999 }]);
        assert.ok(bound?.verified);
        for (const each of [bound, unbound]) {
          assert.match(each?.message ?? '', /changed after the program was built: build it/);
        }
      } finally {
        await utimes(source, mtime, mtime);
      }
    });

    test('made and removed by commands of gdb are shown', async () => {
      await debug.run.launch(
        '',
        { args: ['places'], stopAtEntry: true },
        { file, breakpoints: [await at('add double')] },
        'points',
      );
      await debug.run.stopped();
      const { line } = await at('places');
      await debug.run.evaluate(`-exec break points.cpp:${line}`, 'repl');
      const made = await debug.run.client.event<DebugProtocol.BreakpointEvent>(
        'breakpoint',
        ({ reason }) => reason === 'new',
      );
      assert.equal(made.breakpoint.line, line);
      assert.equal(made.breakpoint.source?.path, debug.container.source(file));
      await debug.run.evaluate('-exec delete 1', 'repl');
      const { breakpoint } = await debug.run.client.event<DebugProtocol.BreakpointEvent>(
        'breakpoint',
        ({ reason }) => reason === 'removed',
      );
      assert.equal(breakpoint.verified, false);
      const [kept] = await set([{ line }]);
      assert.equal(kept?.id, made.breakpoint.id);
      assert.deepEqual((await debug.run.go('continue')).hitBreakpointIds, [kept?.id]);
    });

    test('set in a burst from several files while the program runs are all there, once', async () => {
      await debug.run.launch('', { args: ['spin'] }, undefined, 'points');
      const places = [
        [file, 'change'],
        ['breakpoints/left/same.h', 'left'],
        ['breakpoints/right/same.h', 'right'],
      ] as const;
      const burst = Array.from({ length: 10 }, (_, turn) =>
        places.map(async ([name, mark]) =>
          set(turn % 2 === 0 ? [await debug.at(mark, {}, name)] : [], name),
        ),
      ).flat();
      await Promise.all(burst);
      const last = await Promise.all([
        set([await at('change'), await at('spin', { hitCondition: '>=3' })]),
        ...places.slice(1).map(async ([name, mark]) => set([await debug.at(mark, {}, name)], name)),
      ]);
      assert.ok(last.flat().every(({ verified }) => verified));
      const stop = await debug.run.stopped();
      assert.deepEqual(stop.hitBreakpointIds, [last[0][1]?.id]);
      const { result } = await debug.run.evaluate('-exec info breakpoints', 'repl');
      assert.equal(result.match(/^\d+ +breakpoint/gm)?.length, 4, result);
      assert.equal(debug.run.client.events.filter(({ event }) => event === 'stopped').length, 1);
      await set([]);
      await debug.run.client.request('continue', { threadId: 1 });
      await set([await at('spin', { logMessage: 'beat' })]);
      await debug.run.client.outputUntil('console', (text) => text.includes('beat\nbeat\n'));
      const [hardware] = await set([await at('spin', { mode: 'hardware' })]);
      assert.ok(hardware?.verified, hardware?.message);
      assert.deepEqual((await debug.run.stopped()).hitBreakpointIds, [hardware.id]);
    });
  },
  { programs },
);

suiteForEveryGdb(
  'breakpoints where they are seldom set',
  (debug: DebugSuite) => {
    test('bind in a source that only the container has', async () => {
      const { run } = debug;
      await run.launch(
        '',
        { args: ['visits', '2'] },
        { file, breakpoints: [await debug.at('item', {}, file)] },
        'points',
      );
      await run.stopped();
      await run.go('stepIn');
      const { source, line } = await run.top();
      assert.ok(source?.sourceReference);
      const { breakpoints } = await run.client.request<DebugProtocol.SetBreakpointsResponse>(
        'setBreakpoints',
        { source, breakpoints: [{ line }] },
      );
      assert.equal(breakpoints[0]?.verified, true);
      await run.setBreakpoints({ file, breakpoints: [] });
      assert.deepEqual((await run.go('continue')).hitBreakpointIds, [breakpoints[0].id]);
    });

    test('say that there is no debug information, or that no mount shows the file', async () => {
      const { run } = debug;
      const [breakpoint] = await run.launch(
        '',
        { args: ['spin'] },
        { file, breakpoints: [await debug.at('spin', {}, file)] },
        'bare',
      );
      assert.match(breakpoint?.message ?? '', /"bare" has no debug information\. Build it with -g/);
      const other = await debug.open();
      await launchAtEntry(other, ['spin']);
      const set = async (path: string): Promise<string | undefined> => {
        const { breakpoints } = await other.client.request<DebugProtocol.SetBreakpointsResponse>(
          'setBreakpoints',
          { source: { path }, breakpoints: [{ line: 1 }] },
        );
        return breakpoints[0]?.message;
      };
      assert.match((await set('/nowhere/none.cpp')) ?? '', /^No mount of the container .* shows/);
      assert.match(
        (await set(debug.container.source('points.cpp'))) ?? '',
        /The nearest that it names is "\/workspace\/breakpoints\/points\.cpp"/,
      );
    });
  },
  { programs: { points: [file, '-ldl'], bare: [file, '-ldl', '-g0'] }, gdbs: [16] },
);

suiteForEveryGdb(
  'a storm of breakpoints',
  (debug: DebugSuite) => {
    test('that log 10,000 times loses none, doubles none, and lets the session live', async () => {
      await debug.run.launch(
        '',
        { args: ['visits', '10000'] },
        {
          file,
          breakpoints: [await debug.at('visit', { logMessage: 'visit {number}' }, file)],
        },
        'points',
      );
      assert.equal(await debug.run.ended(), 0);
      assert.equal(
        debug.run.client.outputOf('console'),
        Array.from({ length: 10_000 }, (_, index) => `visit ${index + 1}\n`).join(''),
      );
    });

    test('of 2,000 in one request sets each, and keeps those that stay', async () => {
      await launchAtEntry(debug.run, ['places']);
      const { line } = await debug.at('places', {}, file);
      const many = Array.from({ length: 2000 }, (_, index) => ({
        line,
        condition: `argc == ${index + 100}`,
      }));
      const shown = await debug.run.setBreakpoints({ file, breakpoints: many });
      assert.equal(shown.filter(({ verified }) => verified).length, 2000);
      assert.equal(new Set(shown.map(({ id }) => id)).size, 2000);
      const again = await debug.run.setBreakpoints({ file, breakpoints: many.slice(10) });
      assert.deepEqual(
        again.map(({ id }) => id),
        shown.slice(10).map(({ id }) => id),
      );
    });
  },
  { programs: { points: [file, '-ldl'] }, gdbs: [13] },
);
