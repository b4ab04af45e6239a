import type { DebugProtocol } from '@vscode/debugprotocol';
import assert from 'node:assert/strict';
import { writesRegisters } from '../support/debugRegisters';
import { suiteForEveryGdb, type DebugSuite } from '../support/everyGdb';

async function lineOf(debug: DebugSuite): Promise<number> {
  return (await debug.run.top()).line;
}

async function launch(
  debug: DebugSuite,
  attributes: object,
  marks: readonly string[],
): Promise<void> {
  const breakpoints = await Promise.all(marks.map((mark) => debug.at(mark, {}, 'record.cpp')));
  await debug.run.launch('', attributes, { file: 'record.cpp', breakpoints }, 'record');
  await debug.run.stopped();
}

async function back(
  debug: DebugSuite,
  command: 'stepBack' | 'reverseContinue',
): Promise<DebugProtocol.StoppedEvent['body']> {
  await debug.run.client.request(command, { threadId: 1 });
  return debug.run.stopped();
}

suiteForEveryGdb(
  'a recording',
  (debug) => {
    debug.testWithCalls(
      'is made from the first stop on, through the C library, and run backwards',
      async () => {
        await launch(debug, { record: 'full' }, ['first', 'last']);
        const { capabilities } = await debug.run.client.event<DebugProtocol.CapabilitiesEvent>(
          'capabilities',
          (body) => body.capabilities.supportsStepBack === true,
        );
        assert.equal(capabilities.supportsStepBack, true);
        await debug.run.go('next');
        await debug.run.go('next');
        const length = await debug.container.line('length', 'record.cpp');
        assert.equal(await lineOf(debug), length);
        assert.equal((await back(debug, 'stepBack')).reason, 'step');
        assert.equal(await lineOf(debug), await debug.container.line('print', 'record.cpp'));
        const end = await back(debug, 'reverseContinue');
        assert.equal(await lineOf(debug), await debug.container.line('first', 'record.cpp'));
        assert.ok(['End of the recording', undefined].includes(end.description), end.description);
        const stop = end.description === undefined ? await back(debug, 'reverseContinue') : end;
        assert.equal(stop.description, 'End of the recording');
        assert.equal(
          (await debug.run.evaluate('total', 'watch', (await debug.run.top()).id)).result,
          '0',
        );
        await debug.run.evaluate('-exec record stop', 'repl');
        await debug.run.client.event<DebugProtocol.CapabilitiesEvent>(
          'capabilities',
          (body) => body.capabilities.supportsStepBack === false,
        );
        await assert.rejects(
          back(debug, 'stepBack'),
          /is not recorded\. Set the attribute "record"/,
        );
      },
    );

    debug.testWithCalls(
      'may be begun by hand, and is not made where the machine cannot',
      async () => {
        await launch(debug, { record: 'btrace' }, ['first']);
        await debug.run.client.outputUntil('console', (text) =>
          /cannot be recorded: .* "full" works everywhere/.test(text),
        );
        await debug.run.evaluate('-exec record full', 'repl');
        await debug.run.client.event<DebugProtocol.CapabilitiesEvent>(
          'capabilities',
          (body) => body.capabilities.supportsStepBack === true,
        );
        await debug.run.go('next');
        assert.equal((await back(debug, 'stepBack')).reason, 'step');
        // The end of the recording is not that of the program, which is asked to end.
        await debug.run.client.request('terminate');
        await debug.run.client.event('terminated');
      },
    );

    test('of a program with several threads lets one run at a time, and says so', async () => {
      await launch(debug, { record: 'full', args: ['with', 'threads'] }, ['first', 'last']);
      await debug.run.client.outputUntil('console', (text) =>
        text.includes('gdb lets only the thread run that is stepped or continued'),
      );
      assert.equal((await debug.run.go('next')).reason, 'step');
      assert.equal(await lineOf(debug), await debug.container.line('print', 'record.cpp'));
      assert.equal((await debug.run.go('continue')).reason, 'breakpoint');
      assert.equal(await lineOf(debug), await debug.container.line('last', 'record.cpp'));
    });

    if (!writesRegisters(debug.gdb)) {
      test('is not run backwards by a gdb too old for the processor, which is said', async () => {
        await launch(debug, { record: 'full' }, ['first']);
        await debug.run.client.outputUntil('console', (text) =>
          text.includes('This gdb is too old for this processor'),
        );
        await debug.run.go('next');
        await assert.rejects(back(debug, 'stepBack'), /too old for this processor/);
      });
    }
  },
  { programs: { record: ['record.cpp'] } },
);
