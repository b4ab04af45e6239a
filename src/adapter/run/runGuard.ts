import type { Readable } from 'node:stream';
import { Emitter, type Event } from '../../base/event';
import { LineReader } from '../../base/lineReader';
import type { ExecProcess } from '../../engine/execOperations';
import { splitFirstLine } from '../../engine/firstLine';
import { killGroup } from '../../engine/processGroup';
import { runInContainer } from '../../engine/runInContainer';
import { createDeferred } from '../deferred';
import type { DebugContainer } from '../start/debugContainer';

/** The program that runs, and the shell that leads its session and reports its end. */
interface RunningProgram {
  readonly processId: number;
  readonly leaderId: number;
}

/** Looks after a program that runs without a debugger, from beside it in the container. */
export interface RunGuard {
  /** The guard's own number, by which the one who starts the program reports to it. */
  readonly processId: number;
  /** What the program writes to `/proc/<processId>/fd/2`. */
  readonly onErrorText: Event<string>;
  /** Resolves when the program has been started; not before it has been told to. */
  readonly started: Promise<RunningProgram>;
  /** Resolves with the program's exit code as a shell tells it. */
  readonly exitCode: Promise<number>;
  /** Resolves, never rejects, when the guard has ended or the connection to it. */
  readonly ended: Promise<{ readonly code: number } | { readonly error: unknown }>;
  /** Asks every process of the program to end. */
  askToEnd(): void;
  /** Ends what is left of the program: TERM, and a second later KILL. Resolves when nothing is. */
  end(): Promise<void>;
  /** Leaves the program alone, which goes on, or stands until somebody sends it SIGCONT. */
  leave(how: 'running' | 'stopped'): Promise<void>;
}

/**
 * Waits for orders, and for the end of its input: that comes also when the adapter is killed, or the
 * connection cut, and then the program ends with it. Whoever runs the program reports to the guard's
 * standard output and keeps it open as descriptor 9, by which the guard finds the program's session:
 * so there is no number that another process could have got meanwhile. Only builtins and `sleep`.
 */
const guardScript = `
if ( : >"/proc/$$/fd/1" && : 2>"/proc/$$/fd/2" ) 2>/dev/null; then opens=opens; fi
echo "drydock-run $$ $opens"
find_leader() {
  leader=
  for folder in /proc/[0-9]*; do
    [ "$folder/fd/9" -ef "/proc/$$/fd/1" ] || continue
    { read -r line <"$folder/stat"; } 2>/dev/null || continue
    set -- \${line##*) }
    leader=$4
    return
  done
}
tell() {
  live=
  for file in /proc/[0-9]*/stat; do
    { read -r line <"$file"; } 2>/dev/null || continue
    pid=\${file#/proc/}
    pid=\${pid%/stat}
    set -- "$1" \${line##*) }
    case $2 in
    Z | X) continue ;;
    esac
    if [ "$5" = "$leader" ] && [ "$pid" != "$leader" ]; then
      live=live
      [ "$1" = none ] || kill -s "$1" "$pid" 2>/dev/null
    fi
  done
}
while read -r order; do
  find_leader
  case $order in
  leave) exit 0 ;;
  *) [ -z "$leader" ] || tell "$order" ;;
  esac
done
find_leader
[ -n "$leader" ] || exit 0
tell TERM
tell CONT
tries=10
while [ -n "$live" ] && [ "$tries" -gt 0 ]; do
  sleep 0.1 2>/dev/null || { sleep 1; tries=1; }
  tries=$((tries - 1))
  tell none
done
kill -s KILL "$leader" 2>/dev/null
tries=50
tell KILL
while [ -n "$live" ] && [ "$tries" -gt 0 ]; do
  sleep 0.1 2>/dev/null || sleep 1
  tries=$((tries - 1))
  tell KILL
done
exit 0
`;

/** Starts a guard; undefined when nobody could report to it in this container. */
export async function startGuard({
  engine,
  id,
  user,
}: Pick<DebugContainer, 'engine' | 'id' | 'user'>): Promise<RunGuard | undefined> {
  const process = await engine.exec(id, {
    argv: ['sh', '-c', guardScript],
    stdin: true,
    ...(user && { user }),
  });
  const ended = process.exit.then(
    (code) => ({ code }),
    (error: unknown) => ({ error }),
  );
  const { firstLine, rest } = splitFirstLine(process.stdout);
  const announced = /^drydock-run (\d+) opens$/.exec(await firstLine);
  if (!announced) {
    process.stdin.end();
    // A container that has ended says so here.
    await process.exit;
    return undefined;
  }
  const errors = new Emitter<string>();
  process.stderr.setEncoding('utf8').on('data', (text: string) => errors.fire(text));
  const { started, exitCode } = readReports(rest);
  const kill = async (): Promise<void> => {
    process.stdin.end();
    const end = await ended;
    if ('code' in end && end.code === 0) {
      return;
    }
    // The guard itself was killed, so that somebody else must do its work.
    const program = await Promise.race([started, Promise.resolve(undefined)]);
    if (program && 'code' in end) {
      await killGroup({ id: program.leaderId, isGroup: true }, 'KILL', async (argv) => {
        const { stdout } = await runInContainer(engine, id, { argv, ...(user && { user }) });
        return stdout;
      });
    }
  };
  return {
    processId: Number(announced[1]),
    onErrorText: errors.event,
    started,
    exitCode,
    ended,
    askToEnd: () => order(process, 'TERM'),
    end: kill,
    leave: async (how) => {
      if (how === 'stopped') {
        order(process, 'STOP');
      }
      order(process, 'leave');
      await ended;
    },
  };
}

function order({ stdin }: ExecProcess, word: string): void {
  if (stdin.writable) {
    stdin.write(`${word}\n`);
  }
}

/** What the runner of the program says, a line each: where the program is, and how it has ended. */
function readReports(source: Readable): Pick<RunGuard, 'started' | 'exitCode'> {
  const started = createDeferred<RunningProgram>();
  const exitCode = createDeferred<number>();
  const reader = new LineReader();
  source.setEncoding('utf8');
  source.on('data', (chunk: string) => {
    for (const line of reader.push(chunk)) {
      const [word, first, second] = line.split(' ');
      if (word === 'run') {
        started.resolve({ processId: Number(first), leaderId: Number(second) });
      } else if (word === 'exit') {
        exitCode.resolve(Number(first));
      }
    }
  });
  return { started: started.promise, exitCode: exitCode.promise };
}
