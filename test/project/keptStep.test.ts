import assert from 'node:assert/strict';
import { setTimeout as delay } from 'node:timers/promises';
import { text } from 'node:stream/consumers';
import { CancelledError } from '../../src/base/errors';
import type { ExecProcess } from '../../src/engine/execOperations';
import { runInContainer } from '../../src/engine/runInContainer';
import {
  followKeptStep,
  isKept,
  keptRequest,
  runKeptStep,
  type KeptStep,
} from '../../src/project/keptStep';
import { openTestEngine, type TestEngine } from '../support/testEngine';

const read = (process: ExecProcess): Promise<string> => text(process.stdout);

/** Says a line, waits for a file, and says another. */
const waiting = [
  'sh',
  '-c',
  'echo begun; while [ ! -e "$1" ]; do sleep 0.1; done; echo ended; exit 3',
  'sh',
];

suite('A build that outlives its window', function () {
  this.timeout(240_000);
  let testEngine: TestEngine;
  let container: string;
  let number = 0;

  suiteSetup(async () => {
    testEngine = await openTestEngine();
    container = await testEngine.run({ image: 'drydock-test/busybox' });
  });

  suiteTeardown(() => testEngine.dispose());

  function newStep(): KeptStep {
    number += 1;
    return { container, keptContainerPath: `/tmp/kept-${number}` };
  }

  const sh = async (script: string, ...args: string[]): Promise<string> =>
    (
      await runInContainer(testEngine.engine, container, {
        argv: ['sh', '-c', script, 'sh', ...args],
      })
    ).stdout;

  /** Starts a step as a window does, and closes the connection as its end does. */
  async function startAndLose(
    step: KeptStep,
    argv: readonly string[],
    seconds?: number,
  ): Promise<void> {
    const request = keptRequest(step, { argv, processGroup: true }, seconds);
    const process = await testEngine.engine.exec(container, request);
    process.exit.catch(() => undefined);
    for await (const chunk of process.stdout) {
      if (String(chunk).includes('begun')) {
        break;
      }
    }
    process.dispose();
  }

  test('a step that is not lost leaves its output, its exit code and nothing else', async () => {
    const step = newStep();

    const { exitCode, value } = await runKeptStep(
      testEngine.engine,
      step,
      { argv: ['sh', '-c', 'echo one; echo two >&2; exit 4'] },
      read,
    );

    assert.equal(exitCode, 4);
    assert.equal(value, 'one\n');
    assert.equal(await isKept(testEngine.engine, step), false);
    assert.equal(await sh('ls /tmp'), '');
  });

  test('a lost step goes on, and is followed from its first line to its exit code', async () => {
    const step = newStep();
    await startAndLose(step, [...waiting, '/tmp/go']);
    assert.equal(await isKept(testEngine.engine, step), true);

    const followed = followKeptStep(testEngine.engine, step, read);
    await sh('touch /tmp/go');

    assert.deepEqual(await followed, { exitCode: 3, value: 'begun\nended\n' });
    assert.equal(await isKept(testEngine.engine, step), false);
    await sh('rm /tmp/go');
  });

  test('one that ended while nobody looked is heard, too', async () => {
    const step = newStep();
    await startAndLose(step, [...waiting, '/tmp/go']);
    await sh('touch /tmp/go; while [ ! -e "$1/exit" ]; do sleep 0.1; done', step.keptContainerPath);

    const { exitCode, value } = await followKeptStep(testEngine.engine, step, read);

    assert.deepEqual([exitCode, value], [3, 'begun\nended\n']);
    await sh('rm /tmp/go');
  });

  test('cancelling a followed step leaves no process', async () => {
    const step = newStep();
    await startAndLose(step, ['sh', '-c', 'echo begun; sleep 4321']);
    const abort = new AbortController();
    const followed = followKeptStep(
      testEngine.engine,
      step,
      async (process) => {
        for await (const chunk of process.stdout) {
          assert.match(String(chunk), /begun/);
          abort.abort();
        }
      },
      abort.signal,
    );

    await assert.rejects(followed, CancelledError);

    assert.equal(await sh('ps -o args | grep "^sleep 4321" || true'), '');
    assert.equal(await isKept(testEngine.engine, step), false);
  });

  test('cancelling before a step is followed leaves no process either', async () => {
    const step = newStep();
    await startAndLose(step, ['sh', '-c', 'echo begun; sleep 4321']);

    const followed = followKeptStep(testEngine.engine, step, read, AbortSignal.abort());

    await assert.rejects(followed, CancelledError);
    assert.equal(await sh('ps -o args | grep "^sleep 4321" || true'), '');
    assert.equal(await isKept(testEngine.engine, step), false);
  });

  test('a step that nobody follows ends by itself', async () => {
    const step = newStep();
    await startAndLose(step, ['sh', '-c', 'echo begun; sleep 4321'], 1);

    while (await isKept(testEngine.engine, step)) {
      await delay(200);
    }

    assert.equal(await sh('ps -o args | grep "^sleep 4321" || true'), '');
  });
});
