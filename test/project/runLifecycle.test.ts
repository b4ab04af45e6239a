import assert from 'node:assert/strict';
import { CancelledError } from '../../src/base/errors';
import type { Devcontainer, LifecycleCommand } from '../../src/domain/devcontainer/devcontainer';
import { runInContainer } from '../../src/engine/runInContainer';
import {
  remotePlaceOf,
  runLifecycleCommand,
  type FailedCommand,
} from '../../src/project/runLifecycle';
import { runOnHost } from '../../src/project/runOnHost';
import { openTestEngine, type TestEngine } from '../support/testEngine';

suite('commands of a devcontainer.json', () => {
  let test_: TestEngine;
  let container: string;

  suiteSetup(async () => {
    test_ = await openTestEngine();
    container = await test_.run({
      image: 'drydock-test/busybox',
      env: ['BASE=/opt', 'GONE=1'],
      workdir: '/',
    });
  });

  suiteTeardown(() => test_.dispose());

  const devcontainer: Devcontainer = {
    source: { kind: 'image', image: 'drydock-test/busybox' },
    spec: { image: 'drydock-test/busybox' },
    gpu: 'none',
    workspaceFolder: '/tmp',
    remoteEnv: { BIN: '${containerEnv:BASE}/bin' },
    commands: {},
  };

  async function run(
    command: LifecycleCommand,
    more: Partial<Devcontainer> = {},
    signal?: AbortSignal,
  ): Promise<{ output: string; commands: string[]; failed: readonly FailedCommand[] }> {
    const place = await remotePlaceOf(test_.engine, container, { ...devcontainer, ...more });
    let output = '';
    const commands: string[] = [];
    const failed = await runLifecycleCommand(
      test_.engine,
      command,
      place,
      {
        onCommand: (words) => commands.push(words.join(' ')),
        onOutput: (text) => {
          output += text;
        },
      },
      signal,
    );
    return { output, commands, failed };
  }

  test('a line is read by the shell of the container, in the folder and with the variables', async () => {
    const { output, failed } = await run({
      kind: 'shell',
      line: 'pwd && echo "$BIN ${containerEnv:BASE}" && echo é >&2',
    });
    assert.deepEqual(output.split('\n').sort(), ['', '/opt/bin /opt', '/tmp', 'é']);
    assert.deepEqual(failed, []);
  });

  test('words are no shell line', async () => {
    const { output } = await run({ kind: 'argv', argv: ['echo', '$BIN && false'] });
    assert.equal(output, '$BIN && false\n');
  });

  test('the user and what is taken away of the environment count', async () => {
    const { output, commands } = await run(
      { kind: 'shell', line: 'id -u; echo "<$GONE>"' },
      { remoteUser: '1234', remoteEnv: { SECRET: 'x', GONE: undefined } },
    );
    assert.equal(output, '1234\n<>\n');
    assert.match(
      commands[0] ?? '',
      /^exec -u 1234 -w \/tmp -e SECRET \S+ env -u GONE \/bin\/sh -c /,
    );
  });

  test('several run side by side, and those that fail are named', async () => {
    const { output, failed } = await run({
      kind: 'parallel',
      commands: {
        // Each waits for the other.
        one: { kind: 'shell', line: 'mkfifo /tmp/f; echo hello > /tmp/f; exit 3' },
        two: { kind: 'shell', line: 'until [ -p /tmp/f ]; do :; done; cat /tmp/f' },
      },
    });
    assert.equal(output, '[two] hello\n');
    assert.deepEqual(failed, [{ name: 'one', exitCode: 3 }]);
  });

  test('cancelling ends what runs in the container', async () => {
    const cancel = new AbortController();
    const place = await remotePlaceOf(test_.engine, container, devcontainer);
    const running = runLifecycleCommand(
      test_.engine,
      { kind: 'shell', line: 'echo on; sleep 1234 & wait' },
      place,
      { onCommand: () => undefined, onOutput: () => cancel.abort() },
      cancel.signal,
    );
    await assert.rejects(running, CancelledError);
    const { stdout } = await runInContainer(test_.engine, container, { argv: ['ps'] });
    assert.doesNotMatch(stdout, /sleep 1234/);
  });

  test('a folder that is not there is said', async () => {
    await assert.rejects(
      run({ kind: 'argv', argv: ['true'] }, { workspaceFolder: '/no/such' }),
      /has no folder "\/no\/such"/,
    );
  });
});

suite('a program of the host', () => {
  test('gets its words as they are, and its output and exit code are known', async () => {
    let output = '';
    const take = (text: string): void => {
      output += text;
    };
    const argv = [
      process.execPath,
      '-e',
      'console.log(process.argv[1], process.cwd()); process.exit(3)',
    ];
    assert.equal(await runOnHost([...argv, '$HOME; echo'], '/', take), 3);
    assert.equal(output, '$HOME; echo /\n');
  });

  test('that is not there is said', async () => {
    await assert.rejects(
      runOnHost(['no-such-program-here'], '/', () => undefined),
      /The program "no-such-program-here" could not be started on this machine/,
    );
  });

  test('ends when cancelled', async () => {
    const cancel = new AbortController();
    const argv = [process.execPath, '-e', 'console.log("on"); setInterval(() => {}, 1000)'];
    await assert.rejects(
      runOnHost(argv, '/', () => cancel.abort(), cancel.signal),
      CancelledError,
    );
  });
});
