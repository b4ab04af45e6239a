import { PassThrough, type Readable, type Writable } from 'node:stream';
import type { ContainerEngine, ExecProcess, ExecRequest, TerminalSize } from './containerEngine';

/** A command on a terminal of its own in a container. */
export interface TtySession {
  readonly stdout: Readable;
  readonly stdin: Writable;
  readonly exit: Promise<number>;
  resize(size: TerminalSize): Promise<void>;
  /**
   * What happens when a real terminal is closed: the command and whatever is in the foreground get
   * SIGHUP, and SIGKILL two seconds later. Jobs that were told to stay (`nohup`) do.
   */
  hangUp(): Promise<void>;
}

// The engine leaves an exec running when its connection is closed, and its inspection knows the
// process only by the number that it has on the host. So the process names itself, on the first line.
const announce = 'echo "$$"; exec "$@"';

// tpgid, the foreground process group, is the sixth field after the name, which may hold blanks.
const hangUpScript = `
leader=$1
read -r line 2>/dev/null < "/proc/$leader/stat" || exit 0
set -- \${line##*) }
[ "$4" = "$leader" ] || exit 0
foreground=$6
[ "$foreground" -gt 0 ] 2>/dev/null || foreground=$leader
kill -HUP "$leader" "-$foreground" 2>/dev/null
kill -CONT "$leader" "-$foreground" 2>/dev/null
tries=20
while [ "$tries" -gt 0 ]; do
  kill -0 "$leader" 2>/dev/null || kill -0 "-$foreground" 2>/dev/null || exit 0
  tries=$((tries - 1))
  sleep 0.1 2>/dev/null || { sleep 1; tries=$((tries - 9)); }
done
kill -KILL "$leader" "-$foreground" 2>/dev/null
exit 0
`;

/** Starts a command on a terminal in a container. Needs `sh` in the image. */
export async function openTtySession(
  engine: ContainerEngine,
  container: string,
  request: Pick<ExecRequest, 'argv' | 'user' | 'cwd' | 'env' | 'size'>,
  signal?: AbortSignal,
): Promise<TtySession> {
  const process = await engine.exec(
    container,
    { ...request, argv: ['sh', '-c', announce, 'sh', ...request.argv], stdin: true, tty: true },
    signal,
  );
  const output = splitFirstLine(process.stdout);
  return {
    stdout: output.rest,
    stdin: process.stdin,
    exit: process.exit,
    resize: (size) => process.resize(size),
    hangUp: async () => {
      const leader = await Promise.race([output.firstLine, ended(process)]);
      if (leader !== undefined) {
        await runHangUp(engine, container, request.user, leader);
      }
      process.dispose();
    },
  };
}

async function runHangUp(
  engine: ContainerEngine,
  container: string,
  user: string | undefined,
  leader: string,
): Promise<void> {
  const killer = await engine.exec(container, {
    argv: ['sh', '-c', hangUpScript, 'sh', leader],
    ...(user === undefined ? {} : { user }),
  });
  killer.stdout.resume();
  killer.stderr.resume();
  await killer.exit;
}

async function ended(process: ExecProcess): Promise<undefined> {
  await process.exit.catch(() => undefined);
  return undefined;
}

/** Takes the first line off a stream; what follows it goes on. */
function splitFirstLine(source: Readable): { firstLine: Promise<string>; rest: Readable } {
  const rest = new PassThrough();
  const firstLine = new Promise<string>((resolve) => {
    let head = Buffer.alloc(0);
    const onData = (chunk: Buffer): void => {
      head = Buffer.concat([head, chunk]);
      const end = head.indexOf('\n');
      if (end >= 0) {
        source.off('data', onData);
        source.pause();
        rest.write(head.subarray(end + 1));
        source.pipe(rest);
        resolve(head.toString('latin1', 0, end).trim());
      }
    };
    source.on('data', onData);
    source.once('end', () => rest.end());
    source.once('error', (error) => rest.destroy(error));
  });
  return { firstLine, rest };
}
