import assert from 'node:assert/strict';
import { silentLogger } from '../../src/base/logger';
import { LogReader } from '../../src/domain/log/logReader';
import type { LogLine } from '../../src/domain/log/logLine';
import { ResourceStore } from '../../src/engine/resourceStore';
import { followLogs } from '../../src/workbench/containers/followLogs';
import { openTestEngine, testName, type TestEngine } from '../support/testEngine';
import { eventually } from '../workbench/support/eventually';

suite('Following a log', () => {
  let real: TestEngine;
  let store: ResourceStore;

  suiteSetup(async () => {
    real = await openTestEngine();
    store = new ResourceStore(real.engine, silentLogger);
  });

  suiteTeardown(async () => {
    store.dispose();
    await real.dispose();
  });

  test('goes on when the container is started again, gives no line twice, and ends when it is removed', async () => {
    const id = await real.run({
      name: testName('follow-logs'),
      image: 'drydock-test/busybox',
      command: ['sh', '-c', 'echo out; sleep 0.1; echo err >&2; sleep 0.1; echo end'],
      init: false,
    });
    const reader = new LogReader();
    const lines: LogLine[] = [];
    const waited: string[] = [];
    const ended = followLogs(
      real.engine,
      store,
      { id },
      { timestamps: true },
      {
        signal: new AbortController().signal,
        write: (stream, bytes) => reader.take(stream, bytes),
        waits: (reason) => waited.push(reason),
        goesOn: () => undefined,
        ended: () => {
          reader.end();
          lines.push(...reader.lines());
          return reader.lastTime;
        },
      },
    );
    await eventually(() => assert.deepEqual(waited, ['stopped']));
    await real.engine.startContainer(id);
    await eventually(() => assert.equal(waited.length, 2));
    await real.engine.removeContainer(id, { force: true, volumes: true });
    await ended;
    const told = lines.map(({ text, stream }) => `${stream} ${text}`);
    const once = ['stdout out', 'stderr err', 'stdout end'];
    assert.deepEqual(told, [...once, ...once]);
    assert.ok(lines.every(({ time }) => Math.abs((time ?? 0) - Date.now()) < 3_600_000));
  });
});
