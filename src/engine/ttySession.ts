import { PassThrough, type Readable, type Writable } from 'node:stream';
import type { ContainerEngine } from './containerEngine';
import type { ExecProcess, ExecRequest, TerminalSize } from './execOperations';
import { splitFirstLine } from './firstLine';

/** A command on a terminal of its own in a container. */
export interface TtySession {
  readonly stdout: Readable;
  readonly stdin: Writable;
  readonly exit: Promise<number>;
  resize(size: TerminalSize): Promise<void>;
  /**
   * What happens when a real terminal is closed: the command and whatever is in the foreground get
   * SIGHUP, and SIGKILL two seconds later. Jobs that were told to stay (`nohup`) do. The same happens
   * when this program ends without having called it.
   */
  hangUp(): Promise<void>;
}

// The engine leaves an exec running when its connection is closed, and its inspection knows the
// process only by the number that it has on the host. So the process names itself, on the first line.
const announce = 'echo "$$"; exec "$@"';

// Waits until its stdin ends, which it does also when the editor is killed, and then does what closing
// a real terminal does. Of /proc/PID/stat, counted after the name, which may hold blanks: 4 is the
// session, 6 the foreground process group (tpgid), 20 when the process began, as numbers come again.
const watch = `
leader=$1
look() {
  read -r line 2>/dev/null < "/proc/$leader/stat" || exit 0
  set -- \${line##*) }
  [ "$4" = "$leader" ] || exit 0
  foreground=$6
  began=\${20}
}
look
known=$began
while read -r _; do :; done
look
[ "$began" = "$known" ] || exit 0
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
  const watchman = output.firstLine.then((leader) =>
    // Without its number the shell has not started, and there is nothing to watch.
    /^\d+$/.test(leader) ? startWatchman(engine, container, request.user, leader) : undefined,
  );
  const dismiss = async (): Promise<void> => {
    const present = await watchman;
    present?.stdin.end();
    await present?.exit;
  };
  // Its failure is told by `hangUp`, to those whom it concerns.
  watchman.catch(() => undefined);
  void ended(process)
    .then(dismiss)
    .catch(() => undefined);
  // Until the command is there, the terminal would echo what is typed in front of the first line.
  const stdin = new PassThrough();
  void output.firstLine.then(() => stdin.pipe(process.stdin));
  return {
    stdout: output.rest,
    stdin,
    exit: process.exit,
    resize: (size) => process.resize(size),
    hangUp: async () => {
      await dismiss();
      process.dispose();
    },
  };
}

async function startWatchman(
  engine: ContainerEngine,
  container: string,
  user: string | undefined,
  leader: string,
): Promise<ExecProcess> {
  const watchman = await engine.exec(container, {
    argv: ['sh', '-c', watch, 'sh', leader],
    stdin: true,
    ...(user === undefined ? {} : { user }),
  });
  watchman.stdout.resume();
  watchman.stderr.resume();
  return watchman;
}

async function ended(process: ExecProcess): Promise<undefined> {
  await process.exit.catch(() => undefined);
  return undefined;
}
