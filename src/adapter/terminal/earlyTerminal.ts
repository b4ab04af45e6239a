import type { Readable } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';
import type { ExecProcess } from '../../engine/execOperations';
import { splitFirstLine } from '../../engine/firstLine';
import type { GdbPlace } from '../start/gdbProcess';
import { perlHolder, readOwnTerminal, type OutputSink, type OwnTerminal } from './inferiorTerminal';

/** How long the end of one that is not wanted is waited for: the engine may hang. */
const endWait = 2000;

/** A holder that has no gdb yet, and what it prints. */
interface WaitingHolder {
  readonly process: ExecProcess;
  readonly rest: Readable;
}

/** Echo and the ends of lines are gone before the holder says that it waits. */
const holderScript = `
trap '' INT QUIT HUP TSTP TTIN TTOU
command -v perl >/dev/null 2>&1 && stty -echo -onlcr cols 120 rows 40 2>/dev/null || exit 0
exec perl -e '${perlHolder}'
`;

/**
 * A terminal that the adapter shows by itself, opened while gdb is being started: another exec takes the
 * engine as long as gdb takes to start. It comes to nothing where the image has no perl, or where the
 * container does not run yet; one is opened in the usual way then.
 */
export class EarlyTerminal {
  /** Resolves, never rejects, when the engine has been asked for it. */
  readonly asked: Promise<unknown>;
  private readonly waiting: Promise<WaitingHolder | undefined>;
  private isTaken = false;

  /** Started after gdb: the engine starts one process of a container after the other. */
  constructor({ engine, id, user }: GdbPlace, gdbStarts: Promise<unknown>) {
    const started = engine
      .exec(id, {
        argv: ['sh', '-c', holderScript],
        tty: true,
        stdin: true,
        startAfter: gdbStarts,
        ...(user && { user }),
      })
      // Whatever is wrong, the usual way tells of it.
      .catch(() => undefined);
    this.asked = started;
    this.waiting = started.then(waitingHolder);
  }

  /** Makes it the terminal of a gdb's program; undefined when another one is to be opened. */
  async take(gdbProcessId: number, onOutput: OutputSink): Promise<OwnTerminal | undefined> {
    this.isTaken = true;
    const waiting = await this.waiting;
    waiting?.process.stdin.write(`${gdbProcessId}\n`);
    return waiting && readOwnTerminal(waiting.process, waiting.rest, onOutput);
  }

  /** Ends it, unless a program has got it. Resolves when nothing is left. */
  async close(): Promise<void> {
    if (this.isTaken) {
      return;
    }
    this.isTaken = true;
    const ended = this.waiting.then((waiting) => {
      waiting?.rest.resume();
      waiting?.process.stdin.write('none\n');
      return waiting?.process.exit;
    });
    const late = delay(endWait, undefined, { ref: false });
    await Promise.race([ended.catch(() => undefined), late]);
  }
}

async function waitingHolder(process: ExecProcess | undefined): Promise<WaitingHolder | undefined> {
  if (!process) {
    return undefined;
  }
  const { firstLine, rest } = splitFirstLine(process.stdout);
  if ((await firstLine) === 'waiting') {
    return { process, rest };
  }
  process.dispose();
  return undefined;
}
