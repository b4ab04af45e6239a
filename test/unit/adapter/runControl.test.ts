import assert from 'node:assert/strict';
import { PassThrough } from 'node:stream';
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
});
