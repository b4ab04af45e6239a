import { setTimeout as delay } from 'node:timers/promises';
import { EngineError } from './engineError';

/** The signals that a process group is ended by. */
export type KillSignal = 'TERM' | 'INT' | 'KILL';

/** The processes that a command started in the container. */
interface ProcessGroup {
  readonly id: number;
  /** False where neither the runtime nor the image could make a group: only the one process. */
  readonly isGroup: boolean;
}

/** How long a group has to end by itself before it is killed. */
const graceMilliseconds = 3000;
/** The pauses between KILLs double up to this, five seconds in all. */
const maximumPause = 2560;

/**
 * Announces the process group on the first line of stderr, then becomes the command. runc and crun
 * start each exec in a session of its own, so the shell leads a group already; under a runtime
 * that does not, `setsid` makes one. The announcement needs no writable file system.
 */
const leaderScript = `
case $1 in
*/*) [ -x "$1" ] && [ ! -d "$1" ] ;;
*) command -v "$1" >/dev/null 2>&1 ;;
esac || { echo 'drydock-missing' >&2; exit 127; }
read -r _d _d _d _d _drydock_group _d </proc/$$/stat
if [ "$_drydock_group" = $$ ]; then
  echo "drydock-group $$" >&2
  exec "$@"
fi
if command -v setsid >/dev/null 2>&1; then
  echo "drydock-group $$" >&2
  exec setsid "$@"
fi
echo "drydock-process $$" >&2
exec "$@"
`;

/**
 * Sends a signal (unless it is `none`) and prints `live` while the group has a member that is no
 * zombie: a container without an init never reaps those. Only builtins, because a slim image has no
 * `kill`; `kill -s TERM -- -N` is the one form that dash understands. The leader's session counts as
 * well: ninja and gdb give their children groups of their own, which outlive them when those children
 * ignore the signal that is passed on to them.
 */
const killScript = `
case $3 in
group) target=-$2 ;;
*) target=$2 ;;
esac
[ "$1" = none ] || kill -s "$1" -- "$target" 2>/dev/null
for file in /proc/[0-9]*/stat; do
  { read -r line <"$file"; } 2>/dev/null || continue
  pid=\${file#/proc/}
  set -- "$1" "$2" "$3" \${line##*) }
  case $4 in
  Z | X) continue ;;
  esac
  pid=\${pid%/stat}
  if [ "$pid" = "$2" ] || { [ "$3" = group ] && { [ "$6" = "$2" ] || [ "$7" = "$2" ]; }; }; then
    echo live
    [ "$1" = KILL ] || exit
    kill -s KILL "$pid" 2>/dev/null
  fi
done
`;

/** The command that runs `argv` as the leader of a process group and announces it. */
export function wrapInGroup(argv: readonly string[]): readonly string[] {
  return ['sh', '-c', leaderScript, 'sh', ...argv];
}

/** Takes the announcement of {@link wrapInGroup} off the beginning of stderr. */
export class GroupLine {
  readonly found: Promise<ProcessGroup | undefined>;
  /** The command is not there, or is no program. */
  commandMissing = false;
  private pending: Buffer | undefined = Buffer.alloc(0);
  private settle: (group: ProcessGroup | undefined) => void = () => undefined;

  constructor() {
    this.found = new Promise((resolve) => {
      this.settle = resolve;
    });
  }

  /** Returns what of a piece of stderr is the command's own. */
  take(data: Buffer): Buffer {
    if (!this.pending) {
      return data;
    }
    const seen = Buffer.concat([this.pending, data]);
    const end = seen.indexOf('\n');
    if (end < 0 && seen.length < 200) {
      this.pending = seen;
      return Buffer.alloc(0);
    }
    this.pending = undefined;
    const line = seen.toString('latin1', 0, Math.max(end, 0));
    const match = /^drydock-(group|process|missing)(?: (\d+))?$/.exec(line);
    if (!match) {
      this.settle(undefined);
      return seen;
    }
    this.commandMissing = match[1] === 'missing';
    this.settle(
      match[2] === undefined ? undefined : { id: Number(match[2]), isGroup: match[1] === 'group' },
    );
    return seen.subarray(end + 1);
  }

  /** The output has ended: an announcement that has not come will not come. Returns what was held back. */
  end(): Buffer {
    const rest = this.pending ?? Buffer.alloc(0);
    this.pending = undefined;
    this.settle(undefined);
    return rest;
  }
}

/**
 * Ends a process group: the signal, and KILL after three seconds. Resolves when no live member is
 * left, or the container with it. `run` runs a command in the container and returns its output.
 */
export async function killGroup(
  group: ProcessGroup,
  signal: KillSignal,
  run: (argv: readonly string[]) => Promise<string>,
): Promise<void> {
  const ask = (what: KillSignal | 'none'): Promise<boolean> => isLive(group, what, run);
  const deadline = Date.now() + graceMilliseconds;
  let live = await ask(signal);
  for (let pause = 20; live && Date.now() < deadline; pause = Math.min(pause * 2, 500)) {
    await delay(pause);
    live = await ask('none');
  }
  live &&= await ask('KILL');
  for (let pause = 20; live; pause *= 2) {
    if (pause > maximumPause) {
      throw new EngineError(
        'failed',
        `The process ${group.id} in the container cannot be ended; it waits for its disk or device.`,
      );
    }
    await delay(pause);
    live = await ask('KILL');
  }
}

async function isLive(
  { id, isGroup }: ProcessGroup,
  signal: KillSignal | 'none',
  run: (argv: readonly string[]) => Promise<string>,
): Promise<boolean> {
  const kind = isGroup ? 'group' : 'process';
  try {
    const output = await run(['sh', '-c', killScript, 'sh', signal, String(id), kind]);
    return output.includes('live');
  } catch (error) {
    if (
      error instanceof EngineError &&
      (error.kind === 'notRunning' || error.kind === 'notFound')
    ) {
      return false;
    }
    throw error;
  }
}
