import assert from 'node:assert/strict';
import type { DebugProtocol } from '@vscode/debugprotocol';
import { suiteForEveryGdb, type DebugSuite } from '../support/everyGdb';

const programs = { sanitized: ['sanitized.cpp', '-fsanitize=address,undefined'] };

/** Launches the program as an editor does, with the filters ticked that are so by default. */
async function launch(debug: DebugSuite, mode: string, filters = ['crashes']): Promise<void> {
  const { client } = debug.run;
  await client.request('initialize', { adapterID: 'container-gdb' });
  const started = client.request('launch', {
    container: debug.container.name,
    program: '/workspace/sanitized',
    args: [mode],
  });
  await client.event('initialized');
  await client.request('setExceptionBreakpoints', { filters });
  await client.request('configurationDone');
  await started;
}

async function info(debug: DebugSuite): Promise<DebugProtocol.ExceptionInfoResponse['body']> {
  return debug.run.client.request<DebugProtocol.ExceptionInfoResponse>('exceptionInfo', {
    threadId: 1,
  });
}

suiteForEveryGdb(
  'sanitizers',
  (debug) => {
    debug.testWithCalls("stop where memory is used that is not the program's", async () => {
      const cases: readonly (readonly [string, string, RegExp])[] = [
        ['overflow', 'heap-buffer-overflow', /^heap-buffer-overflow, writing 4 bytes at 0x/],
        ['freed', 'heap-use-after-free', /^heap-use-after-free, reading 4 bytes at 0x/],
        ['twice', 'double-free', /double-free/],
      ];
      for (const [mode, kind, message] of cases) {
        await debug.open();
        await launch(debug, mode);
        const stop = await debug.run.stopped();
        assert.equal(stop.reason, 'exception');
        assert.equal(stop.description, 'Stopped by AddressSanitizer');
        assert.match(stop.text?.replace('AddressSanitizer: ', '') ?? '', message);
        const { exceptionId, description } = await info(debug);
        assert.match(exceptionId, new RegExp(`${kind}$`));
        assert.match(description ?? '', /The whole report is written when the program goes on/);
        const frames = await debug.run.frames();
        const own = frames.find(({ source }) => source?.path?.endsWith('sanitized.cpp'));
        assert.equal(own?.line, await debug.container.line(mode, 'sanitized.cpp'));
      }
    });

    debug.testWithCalls(
      'stop at undefined behaviour, after which the program goes on',
      async () => {
        await launch(debug, 'undefined');
        const stop = await debug.run.stopped();
        assert.equal(stop.reason, 'exception');
        assert.match(
          stop.text ?? '',
          /^UndefinedBehaviorSanitizer: Signed integer overflow: 2147483647/i,
        );
        assert.equal((await info(debug)).exceptionId, 'signed-integer-overflow');
        await debug.run.client.request('continue', { threadId: 1 });
        await debug.run.client.event<DebugProtocol.ExitedEvent>('exited');
      },
    );

    test('do not stop the program when crashes are not to', async () => {
      await launch(debug, 'undefined', []);
      await debug.run.client.event<DebugProtocol.ExitedEvent>('exited');
      assert.ok(!debug.run.client.events.some(({ event }) => event === 'stopped'));
    });
  },
  { programs },
);
