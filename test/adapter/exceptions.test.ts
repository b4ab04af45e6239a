import type { DebugProtocol } from '@vscode/debugprotocol';
import assert from 'node:assert/strict';
import { suiteForEveryGdb, type DebugSuite } from '../support/everyGdb';

/** Ticks filters as an editor does between `initialized` and `configurationDone`. */
async function launch(
  debug: DebugSuite,
  args: readonly string[],
  filters: DebugProtocol.SetExceptionBreakpointsArguments,
  {
    program = 'exceptions',
    ...attributes
  }: { readonly program?: string; readonly [attribute: string]: unknown } = {},
): Promise<readonly DebugProtocol.Breakpoint[]> {
  const { client } = debug.run;
  await client.request('initialize', { adapterID: 'container-gdb' });
  const started = client.request('launch', {
    container: debug.container.name,
    program: `${debug.container.hostFolder}/${program}`,
    args,
    ...attributes,
  });
  await Promise.race([client.event('initialized'), started]);
  const set = await setFilters(debug, filters);
  await client.request('configurationDone');
  await started;
  return set;
}

async function setFilters(
  debug: DebugSuite,
  filters: DebugProtocol.SetExceptionBreakpointsArguments,
): Promise<readonly DebugProtocol.Breakpoint[]> {
  const body = await debug.run.client.request<DebugProtocol.SetExceptionBreakpointsResponse>(
    'setExceptionBreakpoints',
    filters,
  );
  return body?.breakpoints ?? [];
}

async function info(
  debug: DebugSuite,
  threadId = 1,
): Promise<DebugProtocol.ExceptionInfoResponse['body']> {
  return debug.run.client.request<DebugProtocol.ExceptionInfoResponse>('exceptionInfo', {
    threadId,
  });
}

suiteForEveryGdb(
  'C++ exceptions',
  (debug) => {
    test('stop where they are thrown, thrown on and caught, and say what they are', async () => {
      const set = await launch(debug, ['attempt', 'runtime', 'number'], {
        filters: ['throw', 'rethrow', 'catch', 'crashes'],
      });
      assert.deepEqual(
        set.map(({ verified, message }) => [verified, message]),
        Array.from({ length: 4 }, () => [true, undefined]),
      );
      const thrown = await debug.run.stopped();
      assert.equal(thrown.reason, 'exception');
      assert.equal(thrown.description, 'Exception thrown');
      assert.equal(thrown.text, 'std::runtime_error: no "such" harbour');
      const { exceptionId, description, breakMode, details } = await info(debug);
      assert.deepEqual(
        [exceptionId, description, breakMode, details?.typeName, details?.message],
        [
          'std::runtime_error',
          'no "such" harbour',
          'always',
          'std::runtime_error',
          'no "such" harbour',
        ],
      );
      const line = await debug.container.line('runtime', 'exceptions.cpp');
      const place = `${debug.container.source('exceptions.cpp')}:${line}`;
      assert.ok(details?.stackTrace?.includes(place), details?.stackTrace);
      assert.equal((await debug.run.go('continue')).description, 'Exception caught');
      const again = await debug.run.go('continue');
      assert.equal(again.description, 'Exception thrown on');
      assert.equal(again.text, 'std::runtime_error: no "such" harbour');
      assert.equal((await debug.run.go('continue')).description, 'Exception caught');
      assert.equal((await debug.run.go('continue')).text, 'int: 42');
      assert.equal((await info(debug)).exceptionId, 'int');
      await setFilters(debug, { filters: [] });
      await debug.run.client.request('continue', { threadId: 1 });
      assert.equal(await debug.run.ended(), 0);
    });

    debug.testWithCalls('show the text or the value of whatever is thrown', async () => {
      const kinds = [
        'ship',
        'crowded',
        'text',
        'string',
        'storm',
        'hidden',
        'unused',
        'range',
        'silent',
      ];
      const wanted = { filters: ['throw'] };
      await launch(debug, ['attempt', ...kinds], wanted);
      // A breakpoint in what() is not met when the debugger calls it.
      const breakpoint = await debug.at('what', {}, 'exceptions.cpp');
      await debug.run.stopped();
      await debug.run.setBreakpoints({ file: 'exceptions.cpp', breakpoints: [breakpoint] });
      const texts = [(await info(debug)).description];
      while (texts.length < kinds.length) {
        texts.push((await debug.run.go('continue')).text);
      }
      assert.deepEqual(
        texts.map((text) => text?.replace(/0x[0-9a-f]+/g, 'ADDRESS')),
        [
          'no such ship: Vasa',
          'harbour::Crowded: the pier is crowded',
          'char const*: ADDRESS "plain text"',
          'std::string: "a string"',
          'harbour::Storm: {strength = 9, name = ADDRESS "Xaver"}',
          '(anonymous namespace)::Hidden: {depth = 7}',
          '(anonymous namespace)::Unused',
          texts[7],
          texts[8],
        ],
      );
      assert.match(texts[7] ?? '', /^std::out_of_range: vector::_M_range_check: /);
      // Its what() never returns, so the object is shown.
      assert.match(texts[8] ?? '', /^harbour::Silent: \{/);
      const { details } = await info(debug);
      const value = await debug.run.evaluate(details?.evaluateName ?? '', 'watch');
      assert.equal(value.type, 'harbour::Silent');
      await debug.run.client.request('continue', { threadId: 1 });
      assert.equal(await debug.run.ended(), 0);
    });

    debug.testWithCalls(
      'stop only for the types that are meant, and those derived from them',
      async () => {
        const [set] = await launch(
          debug,
          ['attempt', 'number', 'string', 'ship', 'range', 'crowded', 'number', 'runtime'],
          {
            filters: [],
            filterOptions: [
              { filterId: 'throw', condition: 'std::exception, string, !std::logic_error' },
            ],
          },
        );
        assert.equal(set?.verified, true);
        assert.match((await debug.run.stopped()).text ?? '', /^std::string/);
        assert.match((await debug.run.go('continue')).text ?? '', /^harbour::NoSuchShip/);
        assert.match((await debug.run.go('continue')).text ?? '', /^harbour::Crowded/);
        const [wrong] = await setFilters(debug, {
          filters: [],
          filterOptions: [{ filterId: 'throw', condition: 'error.code() == 3' }],
        });
        assert.equal(wrong?.verified, false);
        assert.match(wrong.message ?? '', /is no type/);
        await setFilters(debug, {
          filters: [],
          filterOptions: [{ filterId: 'throw', condition: 'runtime_*' }],
        });
        assert.match((await debug.run.go('continue')).text ?? '', /^std::runtime_error/);
        await debug.run.client.request('continue', { threadId: 1 });
        assert.equal(await debug.run.ended(), 0);
      },
    );

    test('pass without a call when their types are not meant, however often', async () => {
      const modes = ['number', 'number', 'string', 'number', 'ship', 'string', 'number', 'ship'];
      const condition = 'harbour::NoSuchShip';
      await launch(debug, ['attempt', ...modes], {
        filters: [],
        filterOptions: ['throw', 'rethrow', 'catch'].map((filterId) => ({ filterId, condition })),
      });
      const ship = 'harbour::NoSuchShip: no such ship: Vasa';
      const stops = [await debug.run.stopped()];
      while (stops.length < 8) {
        stops.push(await debug.run.go('continue'));
      }
      const round = ['thrown', 'caught', 'thrown on', 'caught'].map((how) => [
        `Exception ${how}`,
        ship,
      ]);
      assert.deepEqual(
        stops.map(({ description, text }) => [description, text]),
        [...round, ...round],
      );
      await debug.run.client.request('continue', { threadId: 1 });
      assert.equal(await debug.run.ended(), 0);
    });

    test('are met and left alone while the program runs', async () => {
      await launch(debug, ['wait'], { filters: [] });
      await debug.run.client.outputUntil('stdout', (text) => text.includes('waiting'));
      const [set] = await setFilters(debug, { filters: ['catch'] });
      assert.equal(set?.verified, true);
      assert.equal((await debug.run.stopped()).text, 'harbour::NoSuchShip: no such ship: Vasa');
      await debug.run.client.request('continue', { threadId: 1 });
      await debug.run.stopped();
      await setFilters(debug, { filters: [] });
      await debug.run.client.request('continue', { threadId: 1 });
      await setFilters(debug, {
        filters: [],
        filterOptions: [{ filterId: 'throw', condition: 'int' }],
      });
      await debug.run.client.request('pause', { threadId: 1 });
      assert.equal((await debug.run.stopped()).reason, 'pause');
      await assert.rejects(info(debug), /Thread 1 was not stopped by an exception/);
    });

    test('that nobody catches say so', async () => {
      await launch(debug, ['raise', 'ship'], { filters: ['crashes'] });
      const stop = await debug.run.stopped();
      assert.equal(stop.description, 'Uncaught exception');
      assert.equal(stop.text, 'uncaught harbour::NoSuchShip: no such ship: Vasa');
      const { exceptionId, breakMode, details } = await info(debug);
      assert.deepEqual([exceptionId, breakMode], ['harbour::NoSuchShip', 'unhandled']);
      assert.equal(details?.message, 'no such ship: Vasa');
      await debug.run.client.request('continue', { threadId: 1 });
      assert.equal(await debug.run.ended(), 134);
    });
  },
  { programs: { exceptions: ['exceptions.cpp'] } },
);

suiteForEveryGdb(
  'exceptions of programs of other kinds',
  (debug) => {
    test('are known in a static program too', async () => {
      const wanted = { filters: ['throw', 'catch'] };
      await launch(debug, ['attempt', 'ship'], wanted, { program: 'exceptionsStatic' });
      assert.equal((await debug.run.stopped()).text, 'harbour::NoSuchShip: no such ship: Vasa');
      assert.equal((await debug.run.go('continue')).description, 'Exception caught');
    });

    const launchWithoutProbes = async (
      args: readonly string[],
      filters: readonly string[],
    ): Promise<void> => {
      const folder = '/workspace/withoutProbes';
      await debug.container.run('mkdir', '-p', folder);
      const library = await debug.container.run('g++', '-print-file-name=libstdc++.so.6');
      const copy = [library.trim(), `${folder}/libstdc++.so.6`];
      await debug.container.run('objcopy', '--remove-section=.note.stapsdt', ...copy);
      await launch(
        debug,
        ['attempt', ...args],
        {
          filters: [...filters],
          filterOptions: [{ filterId: 'throw', condition: 'NoSuchShip' }],
        },
        { environment: [{ name: 'LD_LIBRARY_PATH', value: folder }] },
      );
    };
    const ship = 'harbour::NoSuchShip: no such ship: Vasa';

    test('are found in the registers where the C++ library has no probes', async () => {
      await launchWithoutProbes(['number', 'number', 'ship'], ['catch']);
      const stops = [await debug.run.stopped()];
      while (stops.length < 4) {
        stops.push(await debug.run.go('continue'));
      }
      assert.deepEqual(
        stops.map(({ description, text }) => [description, text]),
        [
          ['Exception caught', 'int: 42'],
          ['Exception caught', 'int: 42'],
          ['Exception thrown', ship],
          ['Exception caught', ship],
        ],
      );
    });

    debug.testWithCalls('are found among its globals when they are thrown on', async () => {
      await launchWithoutProbes(['number', 'ship'], ['rethrow', 'catch']);
      assert.equal((await debug.run.stopped()).text, 'int: 42');
      const stops = [];
      while (stops.length < 3) {
        const { description, text } = await debug.run.go('continue');
        stops.push([description, text]);
      }
      assert.deepEqual(stops, [
        ['Exception thrown', ship],
        ['Exception caught', ship],
        ['Exception thrown on', ship],
      ]);
    });

    test('are not there in a program that does not use C++', async () => {
      const [set] = await launch(debug, [], { filters: ['throw'] }, { program: 'plain' });
      assert.equal(set?.verified, false);
      assert.match(set.message ?? '', /has no C\+\+ exceptions so far/);
      assert.equal(await debug.run.ended(), 0);
    });

    test('bind when a library with them is loaded', async () => {
      const filters = { filters: ['throw'] };
      const [set] = await launch(debug, ['./libthrows.so'], filters, { program: 'plain' });
      assert.equal(set?.verified, false);
      const { breakpoint } = await debug.run.client.event<DebugProtocol.BreakpointEvent>(
        'breakpoint',
        (body) => body.breakpoint.verified,
      );
      assert.equal(breakpoint.id, set.id);
      assert.equal((await debug.run.stopped()).text, 'int: 7');
    });

    test('are not waited for without debugging', async () => {
      const filters = { filters: ['throw', 'signals'] };
      const set = await launch(debug, ['raise', 'ship'], filters, { noDebug: true });
      assert.ok(set.every(({ verified }) => !verified));
      assert.equal(await debug.run.ended(), 134);
    });
  },
  {
    programs: {
      exceptions: ['exceptions.cpp'],
      exceptionsStatic: ['exceptions.cpp', '-static'],
      plain: ['-x', 'c', 'plain.c', '-ldl'],
      'libthrows.so': ['throws.cpp', '-shared', '-fPIC'],
    },
    gdbs: [10],
  },
);

suiteForEveryGdb(
  'crashes',
  (debug) => {
    /** What the client is told about each way to crash, with addresses made alike. */
    const expected: Readonly<Record<string, RegExp>> = {
      write: /^SIGSEGV: Segmentation fault: writing address 0x0: a null pointer$/,
      read: /^SIGSEGV: Segmentation fault: reading address 0x14: a member or an element behind a null pointer$/,
      wild: /^SIGSEGV: Segmentation fault: writing memory at an address that cannot be one/,
      call: /^SIGSEGV: Segmentation fault: executing address 0x0: a null pointer$/,
      dive: /^SIGSEGV: Segmentation fault: \w+ address 0x\w+: the stack is used up/,
      divide: /^SIGFPE: Arithmetic exception: division of an integer by zero$/,
      assert: /^SIGABRT: .*Assertion `zero == 1 && "the tide is out"' failed\.$/,
      joinable: /^SIGABRT: std::terminate was called without an exception/,
      abort: /^SIGABRT: Aborted/,
    };

    // The words do not depend on gdb; what they are made of is read from each.
    const everywhere = ['write', 'divide', 'assert'];
    const ways = Object.entries(expected).filter(
      ([how]) => debug.gdb === 10 || everywhere.includes(how),
    );
    for (const [how, text] of ways) {
      // Which exception is current is asked of the C++ library.
      const testCrash = how === 'joinable' ? debug.testWithCalls : test;
      testCrash(`are explained: ${how}`, async () => {
        await launch(debug, ['crash', how], { filters: ['crashes'] });
        const stop = await debug.run.stopped();
        assert.equal(stop.reason, 'exception');
        assert.match(stop.text ?? '', text);
        const { exceptionId, description } = await info(debug);
        assert.equal(`${exceptionId}: ${description}`, stop.text);
      });
    }

    debug.testOnce("are the program's own business when nobody asks for them", async () => {
      await launch(debug, ['crash', 'write'], { filters: ['signals'] });
      assert.equal(await debug.run.ended(), 139);
      assert.ok(!debug.run.client.events.some(({ event }) => event === 'stopped'));
    });
  },
  { programs: { exceptions: ['exceptions.cpp'] } },
);
