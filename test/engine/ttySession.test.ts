import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import process from 'node:process';
import type { Readable } from 'node:stream';
import { isDeepStrictEqual } from 'node:util';
import { runInContainer, type RunResult } from '../../src/engine/runInContainer';
import { openTtySession, type TtySession } from '../../src/engine/ttySession';
import { openTestEngine, type TestEngine } from '../support/testEngine';

/** Reads until the text has come; what came is returned. */
async function readUntil(stream: Readable, expected: RegExp): Promise<string> {
  let text = '';
  const listen = (chunk: Buffer): void => {
    text += chunk.toString();
  };
  stream.on('data', listen);
  while (!expected.test(text)) {
    await once(stream, 'data');
  }
  stream.off('data', listen);
  return text;
}

suite('a terminal in a container', () => {
  let real: TestEngine;
  let container = '';

  suiteSetup(async () => {
    real = await openTestEngine();
    container = await real.run({
      image: 'debian:bookworm-slim',
      command: ['sleep', 'infinity'],
    });
  });

  suiteTeardown(() => real.dispose());

  const open = (...argv: string[]): Promise<TtySession> =>
    openTtySession(real.engine, container, { argv, env: ['PS1=ready> '] });
  const bash = (): Promise<TtySession> => open('bash', '--norc');
  const inContainer = (script: string): Promise<RunResult> =>
    runInContainer(real.engine, container, { argv: ['sh', '-c', script] });

  /** The names of the processes in the container, less what is always there. */
  const processes = async (): Promise<string[]> => {
    const { stdout } = await inContainer(
      'for p in /proc/[0-9]*; do read -r name < "$p/comm" && echo "$name"; done 2>/dev/null',
    );
    const idle = ['docker-init', 'sleep', 'sh', ''];
    return stdout.split('\n').filter((name) => !idle.includes(name));
  };

  /** Looks again and again; each look is a round trip to the engine, and the test's time-out ends it. */
  const until = async (isSo: () => Promise<boolean>): Promise<void> => {
    while (!(await isSo())) {
      // no event tells of a process in a container that ends or begins
    }
  };
  const untilProcesses = (expected: readonly string[]): Promise<void> =>
    until(async () => isDeepStrictEqual(await processes(), expected));

  test('shows only what the command writes, and gives its exit code', async () => {
    const session = await open('sh', '-c', 'stty size; tty; exit 7');
    const output = readUntil(session.stdout, /pts\/\d+\r\n/);
    assert.match(await output, /^\d+ \d+\r\n\/dev\/pts\/\d+\r\n$/);
    assert.equal(await session.exit, 7);
  });

  test('follows the size of the window', async () => {
    const session = await bash();
    await readUntil(session.stdout, /ready> $/);
    await session.resize({ columns: 97, rows: 31 });
    session.stdin.write('stty size\n');
    await readUntil(session.stdout, /31 97/);
    await session.hangUp();
  });

  test('hanging up ends a shell at its prompt', async () => {
    const session = await bash();
    await readUntil(session.stdout, /ready> $/);
    // Whoever watches the session may just be starting.
    await untilProcesses(['bash']);
    await session.hangUp();
    assert.deepEqual(await processes(), []);
  });

  test('hanging up ends what runs in the foreground, even if it ignores SIGHUP', async () => {
    const session = await bash();
    await readUntil(session.stdout, /ready> $/);
    session.stdin.write(`bash -c 'trap "" HUP; echo star""ted; while :; do sleep 100; done'\n`);
    await readUntil(session.stdout, /started/);
    await session.hangUp();
    assert.deepEqual(await processes(), []);
  });

  test('hanging up leaves a job that was told to stay', async () => {
    const session = await bash();
    await readUntil(session.stdout, /ready> $/);
    session.stdin.write(
      'nohup tail -f /dev/null & until [ "$(< /proc/$!/comm)" = tail ]; do :; done; echo star""ted\n',
    );
    await readUntil(session.stdout, /started/);
    await session.hangUp();
    assert.deepEqual(await processes(), ['tail']);
    await inContainer('kill "$(grep -lx tail /proc/[0-9]*/comm | cut -d/ -f3)"');
  });

  test('a shell ends with the program that opened it, even when that is killed', async () => {
    const program = `
      const { silentLogger } = require('./src/base/logger');
      const { openEngine } = require('./src/engine/openEngine');
      const { openTtySession } = require('./src/engine/ttySession');
      const engine = openEngine({ log: silentLogger });
      const argv = ['bash', '--norc'];
      openTtySession(engine, '${container}', { argv }).then((session) => {
        session.stdout.resume();
        session.stdin.write('exec tail -f /dev/null\\n');
      });
    `;
    const editor = spawn(process.execPath, ['--import', 'tsx', '-e', program], {
      stdio: 'inherit',
    });
    await untilProcesses(['tail']);
    await until(
      async () => (await inContainer('grep -q know[n]= /proc/[0-9]*/cmdline')).exitCode === 0,
    );
    editor.kill('SIGKILL');
    await untilProcesses([]);
  });

  test('hanging up after the end is fine', async () => {
    const session = await open('true');
    session.stdout.resume();
    assert.equal(await session.exit, 0);
    await session.hangUp();
  });
});
