import { DisposableStore, type Disposable } from '../../base/disposable';
import { errorMessage } from '../../base/errors';
import type { Logger } from '../../base/logger';
import { runInContainer } from '../../engine/runInContainer';
import { catchForks, followChild, wakeProcess } from '../../gdb/forkCommands';
import { readSignalInfo } from '../../gdb/signalInfo';
import { dropSignal, passSignal, sendSignal } from '../../gdb/stoppingSignals';
import { threadOf, type StopReport } from '../../gdb/stopReport';
import type { Debuggee } from '../debuggee';
import type { ForkPlan } from '../plan/forkPlan';
import { EndRequests } from './endRequests';
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
  /** Those of them that have a session of their own. */
  private readonly withSession = new Set<number>();
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
    if (plan.forked) {
      // Whoever stops the parent's session asks the children to end, too; that is no news here.
      await Promise.all([passSignal(client, 'SIGTERM'), passSignal(client, 'SIGCONT')]);
      this.store.add(new EndRequests(this.debuggee, note, this.log));
    }
    if (plan.followFork === 'child') {
      await followChild(client);
      this.store.add(
        client.onNotify(({ name, body }) => {
          if (name === 'thread-group-started') {
            this.follow(body.number('pid'));
          } else if (name === 'thread-group-exited' && this.debuggee.processId === undefined) {
            this.current = undefined;
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

  /** Lets a stop at a fork pass unseen, and the signals that a process gets for being a child. */
  async look({ report }: Stop): Promise<StopVerdict> {
    const { client } = this.debuggee;
    if (report.kind === 'signal' && report.signal === 'SIGSTOP' && this.awaitsHold) {
      this.awaitsHold = false;
      dropSignal(client, threadOf(report) ?? 1);
      await this.endHold();
      return 'goOn';
    }
    if (report.kind === 'signal' && report.signal === 'SIGHUP' && (await this.isHangUp(report))) {
      dropSignal(client, threadOf(report) ?? 1);
      return 'goOn';
    }
    if (report.kind !== 'fork' || report.breakpoint !== this.catchpoint) {
      return undefined;
    }
    await sendSignal(client, 'SIGSTOP', report.childId);
    this.fresh.push(report.childId);
    this.others.add(report.childId);
    return 'goOn';
  }

  /** There are children in sessions of their own, which may use the program's terminal. */
  get haveSessions(): boolean {
    return this.withSession.size > 0;
  }

  /** Asks the processes that {@link endOthers} would end to end by themselves. */
  async askOthers(): Promise<void> {
    await this.signalOthers('TERM', [...this.others]);
  }

  /**
   * Ends the processes that the program has made and that were followed, or that the debugger has
   * left for their child: those that are under a debugger, wait for one, or still are this program.
   * When the program has ended by itself, those with sessions of their own stay there.
   */
  async endOthers(all: boolean): Promise<void> {
    const ended = [...this.others].filter((each) => all || !this.withSession.has(each));
    await this.signalOthers('KILL', ended);
  }

  dispose(): void {
    this.store.dispose();
  }

  /**
   * The parent has ended, whose terminal this was: gdb starts it as the leader of the terminal's
   * session, so that the kernel hangs up. A child of a program that a shell starts would not notice.
   */
  private async isHangUp(report: StopReport): Promise<boolean> {
    if (!this.session.plan.forked) {
      return false;
    }
    const info = await readSignalInfo(this.debuggee.client, threadOf(report) ?? 1);
    return info !== undefined && info.code > 0;
  }

  /** The kernel keeps in mind that the process was stopped, and would stop it when gdb lets go of it. */
  private async endHold(): Promise<void> {
    const { client, processId } = this.debuggee;
    if (processId !== undefined) {
      await sendSignal(client, 'SIGCONT', processId);
    }
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
      // From now on: its parent may end while the client still opens the session.
      this.withSession.add(processId);
      this.session.openChild?.(processId).catch((error: unknown) => {
        this.withSession.delete(processId);
        this.runWithoutSession(processId, error);
      });
    }
  }

  private runWithoutSession(processId: number, reason: unknown): void {
    this.session.note(
      `The child process ${processId} runs without the debugger: ${errorMessage(reason)}`,
    );
    wakeProcess(this.debuggee.client, processId)
      // gdb has gone with the parent.
      .catch(() => this.signalOthers('CONT', [processId]))
      .catch((failure: unknown) => {
        this.log.warn(`Process ${processId} stays stopped: ${errorMessage(failure)}`);
      });
  }

  private async signalOthers(
    signal: 'TERM' | 'KILL' | 'CONT',
    others: readonly number[],
  ): Promise<void> {
    if (others.length === 0) {
      return;
    }
    const { engine, id, user } = this.debuggee.container;
    const numbers = others.map(String);
    await runInContainer(engine, id, {
      argv: ['sh', '-c', signalScript, 'sh', signal, this.session.program, ...numbers],
      ...(user && { user }),
    }).catch((error: unknown) => {
      this.log.warn(`Child processes may still run: ${errorMessage(error)}`);
    });
  }
}

/** Only reads `/proc`, so that nothing is met that took the number of a process that has ended. */
const signalScript = `
signal=$1; program=$2; shift 2
for id; do
  traced=; state=
  while read -r key value rest; do
    case $key in TracerPid:) traced=$value;; State:) state=$value;; esac
  done 2>/dev/null <"/proc/$id/status"
  if [ "\${traced:-0}" != 0 ] || [ "$state" = T ] ||
    { [ -n "$program" ] && [ "$(readlink "/proc/$id/exe" 2>/dev/null)" = "$program" ]; }; then
    kill -s "$signal" "$id" 2>/dev/null
  fi
done
exit 0
`;
