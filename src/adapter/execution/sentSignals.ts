/** After how many other stops a signal that was sent is taken to have been lost. */
const patience = 5;

/**
 * The signals that were sent to stop the program and have not stopped it yet. One that met a stop of
 * another kind still arrives when the program goes on, and the user did not ask for that stop.
 */
export class SentSignals {
  /** How many other stops each has let pass; `held` when the program blocks it. */
  private readonly signals = new Map<string, number | 'held'>();
  /** Those of which a second one may come. */
  private readonly doubled = new Set<string>();

  sent(signal: string): void {
    this.signals.set(signal, 0);
  }

  /**
   * The signal was sent once more, as nobody knew whether the first had been: the two arrive as one, or
   * the second after the stop by the first.
   */
  sentAgain(signal: string): void {
    if (this.signals.has(signal)) {
      this.doubled.add(signal);
    } else {
      this.sent(signal);
    }
  }

  /** The program did not stop by it: it comes when the program unblocks it. */
  held(signal: string): void {
    if (this.signals.has(signal)) {
      this.signals.set(signal, 'held');
    }
  }

  /** A stop by that signal: true when it is one that was sent, which is no longer waited for then. */
  takes(signal: string): boolean {
    if (this.doubled.delete(signal)) {
      this.signals.set(signal, 0);
      return true;
    }
    return this.signals.delete(signal);
  }

  /** A stop by something else. */
  passed(): void {
    for (const [signal, stops] of this.signals) {
      if (stops !== 'held') {
        if (stops >= patience) {
          this.signals.delete(signal);
          this.doubled.delete(signal);
        } else {
          this.signals.set(signal, stops + 1);
        }
      }
    }
  }

  clear(): void {
    this.signals.clear();
    this.doubled.clear();
  }
}
