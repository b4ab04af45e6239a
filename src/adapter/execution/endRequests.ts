import { DisposableStore, toDisposable, type Disposable } from '../../base/disposable';
import { errorMessage } from '../../base/errors';
import type { Logger } from '../../base/logger';
import { hasEndPending } from '../../gdb/stoppingSignals';
import type { Debuggee } from '../debuggee';

/** How often a child that stands is looked at. */
const pause = 1000;

/**
 * Lets a child of a fork go on that stands and has been asked to end, as it is when its parent's
 * session is stopped: the kernel keeps SIGTERM back for as long as a debugger holds the process.
 */
export class EndRequests implements Disposable {
  private readonly store = new DisposableStore();
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly debuggee: Debuggee,
    private readonly note: (text: string) => void,
    private readonly log: Logger,
  ) {
    const { control } = debuggee;
    this.store.add(control.onStop(() => this.watch()));
    this.store.add(control.onResume(() => this.stop()));
    this.store.add(toDisposable(() => this.stop()));
  }

  dispose(): void {
    this.store.dispose();
  }

  private watch(): void {
    this.stop();
    const timer = setTimeout(() => {
      this.look(timer).catch((error: unknown) => {
        this.log.debug(`Nobody looks whether the child is to end: ${errorMessage(error)}`);
      });
    }, pause);
    timer.unref();
    this.timer = timer;
  }

  private stop(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
  }

  private async look(timer: NodeJS.Timeout): Promise<void> {
    const { client, control, processId } = this.debuggee;
    if (processId === undefined) {
      return;
    }
    const isAsked = await hasEndPending(client, processId);
    if (this.timer !== timer) {
      return; // it has gone on meanwhile
    }
    if (!isAsked) {
      this.watch();
      return;
    }
    this.note('The program was asked to end (SIGTERM), so it goes on from where it stood.');
    await control.continue(0);
  }
}
