import type { DebugProtocol } from '@vscode/debugprotocol';
import assert from 'node:assert/strict';
import {
  changeSignalsRequest,
  signalsRequest,
  type SignalsBody,
} from '../../src/domain/launchConfiguration';
import { suiteForEveryGdb, type DebugSuite } from '../support/everyGdb';

const numbers = { SIGUSR1: '10', SIGUSR2: '12', SIGALRM: '14', SIGRTMIN1: '35' } as const;

async function launch(
  debug: DebugSuite,
  args: readonly string[],
  attributes: object,
  filters?: DebugProtocol.SetExceptionBreakpointsArguments,
): Promise<readonly DebugProtocol.Breakpoint[]> {
  const { client } = debug.run;
  await client.request('initialize', { adapterID: 'container-gdb' });
  const started = client.request('launch', {
    container: debug.container.name,
    program: `${debug.container.hostFolder}/signals`,
    args,
    ...attributes,
  });
  await Promise.race([client.event('initialized'), started]);
  const body = filters
    ? await client.request<DebugProtocol.SetExceptionBreakpointsResponse>(
        'setExceptionBreakpoints',
        filters,
      )
    : undefined;
  await client.request('configurationDone');
  await started;
  return body?.breakpoints ?? [];
}

async function signalNamed(debug: DebugSuite, name: string): Promise<unknown> {
  const { signals } = (await debug.run.client.request(signalsRequest)) as SignalsBody;
  return signals.find((each) => each.name === name);
}

function output(debug: DebugSuite): string {
  return debug.run.client.outputOf('stdout').replaceAll('\r', '');
}

suiteForEveryGdb(
  'signals',
  (debug) => {
    test('are stopped at, passed and kept away as the launch configuration says', async () => {
      const { SIGUSR1, SIGUSR2, SIGALRM, SIGRTMIN1 } = numbers;
      await launch(debug, [SIGUSR1, SIGUSR2, SIGALRM, SIGRTMIN1], {
        signals: {
          SIGUSR1: 'pass',
          SIGUSR2: { stop: false, pass: false, print: true },
          'SIGRTMIN+1': { stop: true, pass: false },
        },
      });
      const stop = await debug.run.stopped();
      assert.equal(stop.reason, 'exception');
      assert.match(stop.text ?? '', /^SIG35: Real-time event 35/);
      assert.match(debug.run.client.outputOf('console'), /The program got SIGUSR2 \(User def/);
      await debug.run.client.request('continue', { threadId: 1 });
      assert.equal(await debug.run.ended(), 0);
      assert.equal(output(debug), 'got 10\ngot 14\n');
    });

    test('are changed while the program runs', async () => {
      await launch(debug, ['wait'], {});
      await debug.run.client.outputUntil('stdout', (text) => text.includes('waiting'));
      const kill = (signal: string): Promise<string> =>
        debug.container.run('pkill', `-${signal}`, '-x', 'signals');
      const changed = (await debug.run.client.request(changeSignalsRequest, {
        signals: { SIGUSR1: 'pass', SIGINT: 'pass' },
      })) as SignalsBody;
      assert.deepEqual(
        changed.signals.find(({ name }) => name === 'SIGUSR1'),
        {
          name: 'SIGUSR1',
          meaning: 'User defined signal 1',
          stop: false,
          print: false,
          pass: true,
        },
      );
      await kill('USR1');
      await debug.run.client.outputUntil('stdout', (text) => text.includes('got 10'));
      await kill('INT');
      await debug.run.client.outputUntil('stdout', (text) => text.includes('got 02'));
      // The program takes SIGINT for itself, and is paused all the same.
      await debug.run.client.request('pause', { threadId: 1 });
      assert.equal((await debug.run.stopped()).reason, 'pause');
      await debug.run.client.request('continue', { threadId: 1 });
      await debug.run.client.request(changeSignalsRequest, { signals: { SIGUSR1: 'stop' } });
      await kill('USR1');
      assert.match((await debug.run.stopped()).text ?? '', /SIGUSR1: .*sent by process \d+$/);
      assert.equal(output(debug).match(/got 02/g)?.length, 1);
      await assert.rejects(
        debug.run.client.request(changeSignalsRequest, { signals: { SIGFOO: 'pass' } }),
        /names "SIGFOO", which is no signal/,
      );
    });

    test('are stopped at as the filters say, and what was said about one stands above them', async () => {
      const [set, wrong] = await launch(
        debug,
        [numbers.SIGUSR1, numbers.SIGRTMIN1, numbers.SIGUSR2],
        { signals: { SIGUSR1: 'pass' } },
        {
          filters: [],
          filterOptions: [
            { filterId: 'signals', condition: 'usr1, USR2' },
            { filterId: 'signals', condition: 'SIGNOTHING' },
          ],
        },
      );
      assert.equal(set?.verified, true);
      assert.equal(wrong?.verified, false);
      assert.match(wrong.message ?? '', /"SIGNOTHING", which is no signal/);
      assert.match((await debug.run.stopped()).text ?? '', /^SIGUSR2/);
      assert.deepEqual(await signalNamed(debug, 'SIGHUP'), {
        name: 'SIGHUP',
        meaning: 'Hangup',
        stop: false,
        print: false,
        pass: true,
      });
      await debug.run.client.request('setExceptionBreakpoints', { filters: ['signals'] });
      assert.equal(((await signalNamed(debug, 'SIGHUP')) as { stop: boolean }).stop, true);
      assert.equal(((await signalNamed(debug, 'SIGCHLD')) as { stop: boolean }).stop, false);
      await debug.run.client.request('continue', { threadId: 1 });
      assert.equal(await debug.run.ended(), 0);
    });
  },
  { programs: { signals: ['signals.cpp'] } },
);

suiteForEveryGdb(
  'the attribute "signals"',
  (debug) => {
    for (const [signals, sentence] of [
      [{ SIGFOO: 'pass' }, /The attribute "signals" names "SIGFOO", which is no signal/],
      [{ SIGUSR1: 'no' }, /The attribute "signals" wants "no" for "SIGUSR1"/],
      [{ SIGUSR1: { stop: 'yes' } }, /"stop".*must be true or false/],
      [['SIGUSR1'], /"signals".*must be an object/],
    ] as const) {
      test(`is refused when it is ${JSON.stringify(signals)}`, async () => {
        await assert.rejects(launch(debug, [], { signals }), sentence);
      });
    }
  },
  { programs: { signals: ['signals.cpp'] }, gdbs: [13] },
);
