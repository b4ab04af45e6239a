import { Readable } from 'node:stream';
import type { Sink } from './demultiplex';

/**
 * What a process writes, for one reader. The reader has a piece in the turn in which it arrives, where a
 * `PassThrough` takes several: an answer of gdb's goes through here.
 */
export class OutputPipe extends Readable {
  private behind: { readonly caughtUp: Promise<void>; readonly resolve: () => void } | undefined;
  private isOver = false;

  /** Takes a piece, and lets wait while the reader is behind; one that has gone away loses its data. */
  readonly sink: Sink = (data) => {
    if (data.length === 0 || this.destroyed || this.isOver || this.push(data)) {
      return undefined;
    }
    this.behind ??= waiting();
    return this.behind.caughtUp;
  };

  /** Nothing more comes. */
  finish(): void {
    if (!this.isOver) {
      this.isOver = true;
      this.push(null);
    }
  }

  override _read(): void {
    this.goOn();
  }

  override _destroy(error: Error | null, done: (error?: Error | null) => void): void {
    this.goOn();
    done(error);
  }

  private goOn(): void {
    const { behind } = this;
    this.behind = undefined;
    behind?.resolve();
  }
}

function waiting(): { readonly caughtUp: Promise<void>; readonly resolve: () => void } {
  let resolve = (): void => undefined;
  const caughtUp = new Promise<void>((settle) => {
    resolve = settle;
  });
  return { caughtUp, resolve };
}
