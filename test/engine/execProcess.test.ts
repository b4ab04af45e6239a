import assert from 'node:assert/strict';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { CancelledError } from '../../src/base/errors';
import type { ExecProcess } from '../../src/engine/execOperations';
import { EngineError } from '../../src/engine/engineError';
import { runInContainer, type RunRequest } from '../../src/engine/runInContainer';
import { openTestEngine, testName, type TestEngine } from '../support/testEngine';

/** dash and util-linux; busybox's own shell and applets. */
const images = ['debian:bookworm-slim', 'drydock-test/busybox'];

for (const image of images) {
  suite(`A process in a container of ${image}`, () => {
    let real: TestEngine;
    let container: string;
    const name = testName('exec');

    suiteSetup(async () => {
      real = await openTestEngine();
      container = await real.run({ image, name, readOnly: true });
    });

    suiteTeardown(() => real.dispose());

    for (const processGroup of [false, true]) {
      const how = processGroup ? 'in a process group' : 'by itself';

      test(`${how} answers after its stdin has ended`, async () => {
        const result = await run({
          argv: ['sh', '-c', 'cat; echo after; echo err >&2'],
          input: 'before\n',
          processGroup,
        });
        assert.deepEqual(result, { exitCode: 0, stdout: 'before\nafter\n', stderr: 'err\n' });
      });

      test(`${how} has its exit code, also when a signal ended it`, async () => {
        assert.equal((await run({ argv: ['sh', '-c', 'exit 7'], processGroup })).exitCode, 7);
        assert.equal((await run({ argv: ['sh', '-c', 'kill -9 $$'], processGroup })).exitCode, 137);
        // 127 of the command itself is no failure to start.
        assert.equal((await run({ argv: ['sh', '-c', 'exit 127'], processGroup })).exitCode, 127);
      });

      test(`${how} that is not there is named`, async () => {
        await assert.rejects(
          run({ argv: ['no-such-program'], processGroup }),
          (error) =>
            error instanceof EngineError &&
            error.kind === 'commandNotFound' &&
            error.message.includes('"no-such-program"') &&
            error.message.includes(`"${name}"`),
        );
      });

      test(`${how} gets its arguments, environment and folder as they are`, async () => {
        const { stdout } = await run({
          argv: ['sh', '-c', 'printf "%s|" "$@" "$X" "$PWD"', 'sh', 'a b', '$HOME', "it's", ''],
          env: ['X=1 2'],
          cwd: '/tmp',
          processGroup,
        });
        assert.equal(stdout, "a b|$HOME|it's||1 2|/tmp|");
      });
    }

    test('says that the folder to start in is missing', async () => {
      await assert.rejects(run({ argv: ['true'], cwd: '/nowhere' }), /no folder "\/nowhere"/);
    });

    test('says that the user is unknown', async () => {
      await assert.rejects(run({ argv: ['true'], user: 'nobody-knows' }), /no user "nobody-knows"/);
    });

    test('delivers ten megabytes whole', async () => {
      const { stdout } = await run({
        argv: ['sh', '-c', 'head -c 10000000 /dev/zero | tr "\\0" x'],
      });
      assert.equal(stdout.length, 10_000_000);
    });

    test('has the size of its terminal from the start, and the next one', async () => {
      const process = await real.engine.exec(container, {
        argv: ['sh', '-c', 'read line; stty size; read line; stty size'],
        tty: true,
        stdin: true,
        size: { columns: 97, rows: 31 },
      });
      const output = text(process.stdout);
      process.stdin.write('\n');
      await once(process.stdout, 'data');
      await process.resize({ columns: 120, rows: 40 });
      process.stdin.write('\n');
      await process.exit;
      await process.resize({ columns: 1, rows: 1 });
      assert.match(await output, /40 120/);
    });

    test('is ended with its whole group by a kill', async () => {
      const process = await started('sleep 1111 & sleep 1111 & echo ready; wait');
      await process.kill();
      assert.equal(await process.exit, 143);
      assert.doesNotMatch(await commandLines(), /sleep 1111/);
    });

    test('is ended with its group even when that ignores TERM', async () => {
      const process = await started(
        'trap "" TERM; sh -c \'trap "" TERM; while :; do sleep 1112; done\' & echo ready; while :; do sleep 1112; done',
      );
      await process.kill();
      assert.equal(await process.exit, 137);
      assert.doesNotMatch(await commandLines(), /sleep 1112/);
    });

    test('is interrupted like by Ctrl-C', async () => {
      const process = await started('trap "exit 42" INT; echo ready; while :; do sleep 0.1; done');
      await process.kill('INT');
      assert.equal(await process.exit, 42);
    });

    test('is ended when whoever runs it cancels', async () => {
      const cancel = new AbortController();
      const running = run(
        { argv: ['sh', '-c', 'sleep 1113 & sleep 1113'], processGroup: true },
        cancel.signal,
      );
      cancel.abort();
      await assert.rejects(running, CancelledError);
      assert.doesNotMatch(await commandLines(), /sleep 1113/);
    });

    test('ends by itself before the kill: that is fine', async () => {
      const process = await started('echo ready');
      process.stdout.resume();
      await process.exit;
      await process.kill();
    });

    test('cannot be started in a container that is stopped', async () => {
      const stopped = await real.run({ image, command: ['true'] });
      await real.engine.stopContainer(stopped);
      await assert.rejects(
        runInContainer(real.engine, stopped, { argv: ['true'] }),
        (error) => error instanceof EngineError && error.kind === 'notRunning',
      );
    });

    function run(
      request: RunRequest,
      signal?: AbortSignal,
    ): Promise<{ exitCode: number; stdout: string; stderr: string }> {
      return runInContainer(real.engine, container, request, signal);
    }

    /** Starts a script in a process group, and waits until it says that it is ready. */
    async function started(script: string): Promise<ExecProcess> {
      const process = await real.engine.exec(container, {
        argv: ['sh', '-c', script],
        processGroup: true,
      });
      process.stderr.resume();
      await once(process.stdout, 'data');
      return process;
    }

    async function commandLines(): Promise<string> {
      const script = 'for p in /proc/[0-9]*; do tr "\\0" " " <"$p/cmdline"; echo; done';
      return (await run({ argv: ['sh', '-c', script] })).stdout;
    }
  });
}
