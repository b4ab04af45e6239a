import { DisposableStore, toDisposable, type Disposable } from '../../base/disposable';
import { errorMessage } from '../../base/errors';
import type { Logger } from '../../base/logger';
import { runInContainer } from '../../engine/runInContainer';
import { canReadStack, hasProcess } from '../../gdb/processCommands';
import type { LiveSession } from '../liveSession';

/** How often a program that stands is looked at. Short of two seconds, with the looking itself. */
const pause = 1000;

/** What gdb says of a program with threads that dies while it looks at one, whose end it then misses. */
const missedEnd =
  /No such process|Cannot find user-level thread|Couldn't (?:read|write) (?:debug )?register/;

/**
 * Notices the end of a program of which gdb does not tell. gdb looks for news of its program only while
 * that runs; of one that was killed meanwhile it shows the last state for ever, and the next step fails
 * with "Command aborted." without any stop. And it misses the end of one that dies while it handles
 * news of another thread.
 */
export class LifeWatch implements Disposable {
  private readonly store = new DisposableStore();
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly session: LiveSession,
    private readonly log: Logger,
    private readonly onDeath: (wasHeld: boolean) => void,
  ) {
    const { control, client } = session.debuggee;
    this.store.add(control.onStop(() => this.watch(() => this.isDeadAtStop())));
    this.store.add(control.onResume(() => this.stop()));
    this.store.add(
      client.onNotify(({ name }) => {
        if (name === 'thread-group-exited') {
          this.watch(() => this.isGone());
        }
      }),
    );
    this.store.add(
      client.tapText((_, text) => {
        if (control.running && missedEnd.test(text)) {
          this.watch(() => this.hasEnded());
        }
        return false;
      }),
    );
    this.store.add(toDisposable(() => this.stop()));
  }

  dispose(): void {
    this.store.dispose();
  }

  /** Asks again and again until something else happens. */
  private watch(isDead: () => Promise<boolean>): void {
    this.stop();
    const timer = setTimeout(() => {
      isDead().then(
        (dead) => {
          if (this.timer !== timer) {
            return;
          }
          if (dead) {
            this.stop();
            this.onDeath(!this.session.debuggee.control.running);
          } else {
            this.watch(isDead);
          }
        },
        (error: unknown) => this.log.debug(`The program is not watched: ${errorMessage(error)}`),
      );
    }, pause);
    timer.unref();
    this.timer = timer;
  }

  private stop(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
  }

  private async isDeadAtStop(): Promise<boolean> {
    const { debuggee } = this.session;
    const { processId } = debuggee;
    if (processId === undefined || (await canReadStack(debuggee.client))) {
      return false;
    }
    if (!(await this.hasEnded())) {
      throw new Error('its stack cannot be read, but it lives.');
    }
    return true;
  }

  private async hasEnded(): Promise<boolean> {
    const { debuggee, backend } = this.session;
    if (debuggee.processId === undefined) {
      return false;
    }
    const { engine, id, user } = backend.container;
    const { stdout } = await runInContainer(engine, id, {
      argv: ['sh', '-c', printState, 'sh', String(debuggee.processId)],
      ...(user && { user }),
    });
    return /^[ZX]?$/.test(stdout.trim());
  }

  /** A program that ended by itself has ended the session by now; one that was restarted is back. */
  private async isGone(): Promise<boolean> {
    const { client, control } = this.session.debuggee;
    return !(await hasProcess(client)) || (!control.running && (await this.isDeadAtStop()));
  }
}

/** Prints the letter of a process's state, or nothing when there is none. */
const printState = `
read -r line <"/proc/$1/stat" || exit 0
set -- \${line##*) }
echo "$1"
`;
