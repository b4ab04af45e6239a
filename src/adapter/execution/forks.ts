import { DisposableStore, type Disposable } from '../../base/disposable';
import { errorMessage } from '../../base/errors';
import type { Logger } from '../../base/logger';
import { runInContainer } from '../../engine/runInContainer';
import { catchForks, followChild, wakeProcess } from '../../gdb/forkCommands';
import { continueWithoutSignal } from '../../gdb/signalCommands';
import { sendSignal } from '../../gdb/stoppingSignals';
import type { Debuggee } from '../debuggee';
import type { ForkPlan } from '../plan/forkPlan';
import type { Stop } from './stop';
import type { StopVerdict } from '../stops/stopReporter';

/** What forks need of the session that they happen in. */
export interface ForkSession {
  readonly plan: ForkPlan;
  /** The program's path in the container; empty when it is not known. */
  readonly program: string;
  /** Opens a session for a child; undefined when the client cannot. */
  readonly openChild: ((processId: number) => Promise<void>) | undefined;
  /** The debugger has gone over to this process. */
  readonly onFollowed: (processId: number) => void;
  readonly note: (text: string) => void;
}

/**
 * Follows the processes that a program makes by `fork`. For a session of each child's own, gdb stops
 * at the fork while it holds both, the child gets a SIGSTOP to meet when gdb lets it go, and another
 * gdb takes it up from there. So neither gdb ever has two processes, which differs by its version.
 */
export class Forks implements Disposable {
  private readonly store = new DisposableStore();
  private catchpoint: string | undefined;
  /** Children that gdb lets go with the next step of the program. */
  private readonly fresh: number[] = [];
  /** Every process that is not this session's any more, but was made by its program. */
  private readonly others = new Set<number>();
  private awaitsHold: boolean;
  /** The process that is debugged, where the debugger goes with each child. */
  private current: number | undefined;

  constructor(
    private readonly debuggee: Debuggee,
    private readonly session: ForkSession,
    private readonly log: Logger,
  ) {
    this.awaitsHold = session.plan.forked;
    this.store.add(debuggee.control.onResume(() => this.handOver()));
  }

  /** Gets ready, before the program starts. */
  async begin(): Promise<void> {
    const { client } = this.debuggee;
    const { plan, openChild, note } = this.session;
    if (plan.followFork === 'child') {
      await followChild(client);
      this.store.add(
        client.onNotify(({ name, body }) => {
          if (name === 'thread-group-started') {
            this.follow(body.number('pid'));
          }
        }),
      );
    } else if (plan.followFork === 'both' && openChild) {
      this.catchpoint = await catchForks(client);
    } else if (plan.followFork === 'both') {
      note(
        'The attribute "followFork" is "both", but this client cannot open sessions for children; they run without the debugger.',
      );
    }
  }

  /** Lets a stop at a fork pass unseen, and the SIGSTOP by which this very process was held. */
  async look({ report }: Stop): Promise<StopVerdict> {
    const { client, control } = this.debuggee;
    if (report.kind === 'signal' && report.signal === 'SIGSTOP' && this.awaitsHold) {
      this.awaitsHold = false;
      await control.resume(() => continueWithoutSignal(client));
      return 'taken';
    }
    if (report.kind !== 'fork' || report.breakpoint !== this.catchpoint) {
      return undefined;
    }
    await sendSignal(client, 'SIGSTOP', report.childId);
    this.fresh.push(report.childId);
    this.others.add(report.childId);
    return 'goOn';
  }

  /**
   * Ends the processes that the program has made and that were followed, or that the debugger has
   * left for their child: those that are under a debugger, wait for one, or still are this program.
   */
  async endOthers(): Promise<void> {
    if (this.others.size === 0) {
      return;
    }
    const { engine, id, user } = this.debuggee.container;
    await runInContainer(engine, id, {
      argv: ['sh', '-c', endScript, 'sh', this.session.program, ...[...this.others].map(String)],
      ...(user && { user }),
    }).catch((error: unknown) => {
      this.log.warn(`Child processes may still run: ${errorMessage(error)}`);
    });
  }

  dispose(): void {
    this.store.dispose();
  }

  private follow(processId: number | undefined): void {
    const before = this.current;
    this.current = processId;
    if (processId === undefined || before === undefined) {
      return;
    }
    this.others.add(before);
    this.session.note(
      `The debugger follows the child process ${processId}; its parent ${before} runs on.`,
    );
    this.session.onFollowed(processId);
  }

  private handOver(): void {
    for (const processId of this.fresh.splice(0)) {
      this.session.openChild?.(processId).catch((error: unknown) => {
        this.session.note(
          `The child process ${processId} runs without the debugger: ${errorMessage(error)}`,
        );
        wakeProcess(this.debuggee.client, processId).catch((failure: unknown) => {
          this.log.warn(`Process ${processId} stays stopped: ${errorMessage(failure)}`);
        });
      });
    }
  }
}

/** Only reads `/proc`, so that nothing is ended that took the number of a process that has ended. */
const endScript = `
program=$1; shift
for id; do
  traced=; state=
  while read -r key value rest; do
    case $key in TracerPid:) traced=$value;; State:) state=$value;; esac
  done 2>/dev/null <"/proc/$id/status"
  if [ "\${traced:-0}" != 0 ] || [ "$state" = T ] ||
    { [ -n "$program" ] && [ "$(readlink "/proc/$id/exe" 2>/dev/null)" = "$program" ]; }; then
    kill -KILL "$id" 2>/dev/null
  fi
done
exit 0
`;
