import assert from 'node:assert/strict';
import { once } from 'node:events';
import { PassThrough } from 'node:stream';
import type { Interrupter } from '../../../src/adapter/execution/interrupt';
import { RunControl } from '../../../src/adapter/execution/runControl';
import type { Stop } from '../../../src/adapter/execution/stop';
import { silentLogger } from '../../../src/base/logger';
import { MiClient } from '../../../src/gdb/miClient';

const hit = '*stopped,reason="breakpoint-hit",bkptno="1",thread-id="1",stopped-threads="all"\n';

/** Runs into a breakpoint, and resolves with the stop, of which nobody has made anything yet. */
async function atBreakpoint(): Promise<{ control: RunControl; stop: Stop; writes: string[] }> {
  const stdin = new PassThrough();
  const stdout = new PassThrough();
  const writes: string[] = [];
  stdin.on('data', (chunk: Buffer) => writes.push(chunk.toString('utf8')));
  const client = new MiClient({ stdin, stdout }, silentLogger);
  const mode = { nonStop: false, insertsWhileRunning: true };
  const interrupter = (): Promise<void> => Promise.reject(new Error('Nothing runs.'));
  const control = new RunControl(client, mode, interrupter, silentLogger);
  const stopped = new Promise<Stop>((resolve) => control.onStop(resolve));
  stdout.write(`*running,thread-id="all"\n${hit}`);
  return { control, stop: await stopped, writes };
}

suite('The control of a program that runs', () => {
  test('a pause that comes while a stop is looked at has that stop shown', async () => {
    const { control, stop, writes } = await atBreakpoint();
    assert.equal(stop.pauseWanted, false);
    await control.pause(1);
    assert.equal(stop.pauseWanted, true);
    assert.equal(await control.goOn(stop), false);
    assert.deepEqual(writes, []);
  });

  test('a pause that comes after a stop was shown changes nothing', async () => {
    const { control, stop } = await atBreakpoint();
    control.settle(stop);
    await control.pause(1);
    assert.equal(stop.pauseWanted, false);
  });

  test('what needs a thread that stands passes over one that is about to run', async () => {
    const stdin = new PassThrough();
    const stdout = new PassThrough();
    const asked: string[] = [];
    const answers = new Map([
      ['-exec-continue --all', '^running\n*running,thread-id="1"'],
      ['-thread-select 2', '^done,new-thread-id="2"'],
      ['-thread-select 1', '^done,new-thread-id="1",frame={level="0"}'],
      ['-exec-continue --thread 1', '^running\n*running,thread-id="1"'],
    ]);
    stdin.on('data', (chunk: Buffer) => {
      for (const [, token = '', command = ''] of chunk.toString().matchAll(/(\d+)(-.*)\n/g)) {
        asked.push(command);
        stdout.write(`${token}${answers.get(command) ?? '^error,msg="What?"'}\n`);
      }
    });
    const interrupter: Interrupter = (scope) => {
      asked.push(JSON.stringify(scope));
      stdout.write(
        '*stopped,reason="signal-received",signal-name="0",thread-id="1",stopped-threads=["1"]\n',
      );
      return Promise.resolve();
    };
    const client = new MiClient({ stdin, stdout }, silentLogger);
    const mode = { nonStop: true, insertsWhileRunning: false };
    const control = new RunControl(client, mode, interrupter, silentLogger);
    const stops = [once(stdout, 'data'), once(stdout, 'data')];
    stdout.write('*running,thread-id="1"\n*running,thread-id="2"\n');
    stdout.write(
      '*stopped,thread-id="1",stopped-threads=["1"]\n*stopped,thread-id="2",stopped-threads=["2"]\n',
    );
    await Promise.all(stops);
    await control.continue(0);
    assert.equal(await control.quietly(() => Promise.resolve('done')), 'done');
    assert.deepEqual(asked, [
      '-exec-continue --all',
      '-thread-select 2',
      '{"threadId":1}',
      '-thread-select 1',
      '-exec-continue --thread 1',
    ]);
  });
});
