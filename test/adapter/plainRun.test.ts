import type { DebugProtocol } from '@vscode/debugprotocol';
import assert from 'node:assert/strict';
import type { ChildProcess } from 'node:child_process';
import { copyFile, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ClientTerminal } from '../support/clientTerminal';
import { DebugRun } from '../support/debugRun';
import { EngineProxy } from '../support/engineProxy';
import { suiteForEveryGdb } from '../support/everyGdb';
import { compilePrograms, openGdbContainer, type GdbContainer } from '../support/gdbContainer';

const programs = {
  terminal: ['terminal.cpp', '-static'],
  basics: ['basics.cpp', '-ldl'],
};

/** Images whose containers have no gdb; the second one has nothing but busybox. */
const images = ['drydock-test/no-gdb', 'drydock-test/busybox'];

/** Where the tests are run that do not hang on the shell of the image. */
const leastImage = 'drydock-test/busybox';

for (const image of images) {
  suite(`a program without debugging in ${image}`, function () {
    this.timeout(240_000);
    let container: GdbContainer;
    let run: DebugRun;
    const runs: DebugRun[] = [];
    const testOnce = (title: string, body: () => Promise<void>): void => {
      if (image === leastImage) {
        test(title, body);
      }
    };

    const open = async (): Promise<DebugRun> => {
      run = await DebugRun.open(container);
      runs.push(run);
      return run;
    };
    const launch = (args: readonly string[], more: object = {}): Promise<unknown> =>
      run.launch('', { noDebug: true, args, ...more }, undefined, 'terminal');
    const shell = (script: string, more: object = {}): Promise<unknown> =>
      launch(['-c', script], { program: '/bin/sh', ...more });
    const inTerminal = async (args: readonly string[], more: object = {}) => {
      const served = ClientTerminal.serve(container, run.client);
      await launch(args, { __terminal: true, ...more });
      return served;
    };
    const started = async (): Promise<number> => {
      const { systemProcessId } = await run.client.event<DebugProtocol.ProcessEvent>('process');
      return systemProcessId ?? 0;
    };
    const lives = (processId: number): Promise<boolean> =>
      container.run('sh', '-c', 'test -d "/proc/$1"', 'sh', String(processId)).then(
        () => true,
        () => false,
      );

    suiteSetup(async () => {
      container = await openGdbContainer(image);
      const compiler = await openGdbContainer('drydock-test/no-gdb');
      try {
        await compilePrograms(compiler, { terminal: programs.terminal });
        await copyFile(
          join(compiler.hostFolder, 'terminal'),
          join(container.hostFolder, 'terminal'),
        );
      } finally {
        await compiler.dispose();
      }
    });
    suiteTeardown(() => container.dispose());
    setup(async () => {
      await open();
    });
    teardown(async () => {
      await Promise.all(runs.splice(0).map((each) => each.close()));
    });

    test('has its terminal, with keys, size, end of file and exit code', async () => {
      const terminal = await inTerminal(['talk']);
      await terminal.until('born');
      assert.match(terminal.shown, /terminals 012\r\ncontrolling\r\nforeground\r\nborn 90x30\r\n/);
      terminal.type('one\x7f\x7fff\n');
      await terminal.until('got:off');
      await terminal.resize(70, 20);
      await terminal.until('resized 70x20');
      terminal.type('\x04');
      assert.equal(await run.ended(), 0);
      assert.equal(await terminal.exit, 0);
      assert.match(terminal.shown, /end of file/);
      await container.untilClean();
    });

    test('is ended by Ctrl-C, as in any terminal', async () => {
      const terminal = await inTerminal(['talk']);
      await terminal.until('born');
      terminal.type('\x03');
      assert.equal(await run.ended(), 128 + 2);
      assert.equal(await terminal.exit, 128 + 2);
      await container.untilClean();
    });

    testOnce('gets its arguments, folder and environment', async () => {
      await writeFile(join(container.hostFolder, 'names.env'), 'FROM_FILE=a b\n');
      await shell('pwd; echo "$GIVEN|$FROM_FILE|$1|$#"; exit 7', {
        args: ['-c', 'pwd; echo "$GIVEN|$FROM_FILE|$1|$2|$#"; exit 7', 'sh', 'it\'s "1"', ''],
        cwd: '/tmp',
        environment: [{ name: 'GIVEN', value: 'x\'y "z"' }],
        envFile: join(container.hostFolder, 'names.env'),
      });
      assert.equal(await run.ended(), 7);
      assert.equal(run.client.outputOf('stdout'), '/tmp\nx\'y "z"|a b|it\'s "1"||2\n');
    });

    testOnce('shown by the adapter keeps colours and tells standard error apart', async () => {
      await launch(['both']);
      await run.ended();
      assert.equal(run.client.outputOf('stdout'), '\x1b[32mout\x1b[0m\n\ufffd\ufffd bytes\n');
      assert.equal(run.client.outputOf('stderr'), 'err 0\n');
    });

    testOnce('shown by the adapter takes lines of its prompt', async () => {
      await launch(['talk']);
      await run.client.outputUntil('stdout', (text) => text.includes('born'));
      await run.evaluate('one', 'repl');
      await run.client.outputUntil('stdout', (text) => text.endsWith('got:one\n'));
    });

    testOnce('reads and writes files in place of the terminal', async () => {
      await writeFile(join(container.hostFolder, 'input.txt'), 'a line\n');
      const stdin = join(container.hostFolder, 'input.txt');
      const attributes = { cwd: '/workspace', stdin, stderr: { path: 'out.txt', append: true } };
      await launch(['copy'], { ...attributes, stdout: 'out.txt', stderr: 'out.txt' });
      assert.equal(await run.ended(), 0);
      await open();
      await launch(['copy'], { ...attributes, stdout: { path: 'out.txt', append: true } });
      assert.equal(await run.ended(), 0);
      assert.equal(
        await readFile(join(container.hostFolder, 'out.txt'), 'utf8'),
        'a line\ncopied 7\na line\ncopied 7\n',
      );
    });

    test('is asked to end, and is killed when it does not', async () => {
      await shell('trap "echo asked" TERM; echo ready; while :; do sleep 0.1; done');
      await run.client.outputUntil('stdout', (text) => text.includes('ready'));
      await run.client.request('terminate', {});
      await run.client.outputUntil('stdout', (text) => text.includes('asked'));
      assert.match(run.client.outputOf('console'), /asked to end \(SIGTERM\)\. Stop once more/);
      await run.client.request('terminate', {});
      await run.client.event('terminated');
      await container.untilClean();
    });

    test('ends with all that it has started', async () => {
      await shell('(trap "" TERM HUP; echo $$ here; sleep 1234) & sleep 1234');
      await run.client.outputUntil('stdout', (text) => text.includes('here'));
      await run.client.request('disconnect', {});
      assert.doesNotMatch(await everything(container), /1234/);
      await container.untilClean();
    });

    testOnce('ends with the adapter, its client and its connection', async () => {
      const proxy = await EngineProxy.before(container.engine.endpoint);
      const ways: Readonly<Record<string, (one: DebugRun, adapter: ChildProcess) => unknown>> = {
        'the adapter is killed': (_, adapter) => adapter.kill('SIGKILL'),
        'the client closes its stream': (one) => one.input.end(),
        'the connection is cut': () => proxy.cut(),
      };
      try {
        for (const goAway of Object.values(ways)) {
          const { run: one, adapter } = await DebugRun.openOwn(container);
          run = one;
          runs.push(one);
          await launch(['talk'], { engine: proxy.url });
          await one.client.outputUntil('stdout', (text) => text.includes('born'));
          goAway(one, adapter);
          await container.untilClean();
        }
        await run.client.event('terminated');
        assert.match(run.client.outputOf('important'), /^The connection to the program's guard/);
      } finally {
        await proxy.dispose();
      }
    });

    test('ends when its guard is killed', async () => {
      await launch(['talk']);
      await run.client.outputUntil('stdout', (text) => text.includes('born'));
      await container.run('sh', '-c', killGuards);
      await run.client.event('terminated');
      assert.match(
        run.client.outputOf('important'),
        /guard in the container was killed from outside/,
      );
      await container.untilClean();
    });

    testOnce('goes on, or stands, when the client lets go of it', async () => {
      for (const [wish, state] of [
        [{ terminateDebuggee: false }, /^[SR]/],
        [{ suspendDebuggee: true }, /^T/],
      ] as const) {
        await open();
        const terminal = await inTerminal(['talk']);
        await terminal.until('born');
        const processId = await started();
        await run.client.request('disconnect', wish);
        const status = await container.run('cat', `/proc/${processId}/status`);
        assert.match(/State:\s*(.*)/.exec(status)?.[1] ?? '', state);
        await container.run('sh', '-c', `kill -CONT ${processId}`);
        terminal.type('still here\n');
        await terminal.until('got:still here');
        terminal.type('\x04');
        assert.equal(await terminal.exit, 0);
      }
      await container.untilClean();
    });

    testOnce('is started again with its arguments as they are now', async () => {
      const terminal = await inTerminal(['talk']);
      await terminal.until('born');
      const before = await started();
      const next = ClientTerminal.serve(container, run.client);
      const again = { container: container.name, program: '/workspace/terminal', __terminal: true };
      await run.client.request('restart', { arguments: { ...again, args: ['talk', 'more'] } });
      await (await next).until('born');
      const after = await started();
      assert.equal(await lives(before), false);
      assert.match(await container.run('cat', `/proc/${after}/cmdline`), /talk\0more/);
    });

    testOnce('tells what cannot be run, and what is of no use without gdb', async () => {
      const failure = async (attributes: object): Promise<string> => {
        await open();
        return launch([], attributes).then(() => 'It was started.', String);
      };
      assert.match(await failure({ program: '/none' }), /There is no program "\/none" in the/);
      assert.match(await failure({ program: '/workspace/text.txt' }), /See that it is executable/);
      assert.match(await failure({ cwd: '/none' }), /in the folder "\/none" .* attribute "cwd"/);
      assert.match(await failure({ stdin: '/none' }), /attribute "stdin" names "\/none"/);
      await open();
      const setupCommands = [{ text: '-enable-pretty-printing' }, { text: 'set var x=1' }];
      await launch([], { setupCommands, postLaunchCommands: [], stopAtEntry: true });
      assert.equal(await run.ended(), 0);
      assert.equal(
        run.client.outputOf('console'),
        'The attribute "setupCommands" is not used: the program runs without gdb.\n',
      );
    });
  });
}

suiteForEveryGdb(
  'a program without debugging',
  (debug) => {
    debug.testOnce('can be attached to, and goes on when the debugger leaves', async () => {
      for (const user of ['root', '1234:1234']) {
        const plain = await debug.open();
        const served = ClientTerminal.serve(debug.container, plain.client);
        await plain.launch('spin', { noDebug: true, __terminal: true, containerUser: user });
        const terminal = await served;
        const { systemProcessId: processId } =
          await plain.client.event<DebugProtocol.ProcessEvent>('process');
        const attached = await debug.open();
        await attached.start('attach', { processId }, { breakpoints: [await debug.at('spin')] });
        await attached.stopped();
        assert.equal((await attached.top()).name, 'spin');
        await attached.client.request('disconnect', {});
        terminal.type('\x03');
        assert.equal(await plain.ended(), 128 + 2);
      }
      await debug.container.untilClean();
    });

    debug.testOnce('started by commands of gdb still has gdb', async () => {
      await debug.run.launch('exit', {
        noDebug: true,
        customLaunchSetupCommands: [{ text: 'set $own = 1' }],
      });
      assert.equal(await debug.run.ended(), 3);
    });
  },
  { programs: { basics: programs.basics } },
);

const killGuards = `
for each in /proc/[0-9]*; do
  if [ "$each" != "/proc/$$" ] && grep -q drydock-run "$each/cmdline" 2>/dev/null &&
    ! grep -q self/fd/0 "$each/cmdline"; then
    kill -9 "\${each#/proc/}"
  fi
done
true`;

function everything(container: GdbContainer): Promise<string> {
  const script =
    'for f in /proc/[0-9]*; do [ "$f" = "/proc/$$" ] || { tr "\\0" " " <"$f/cmdline"; echo; } 2>/dev/null; done';
  return container.run('sh', '-c', script);
}
