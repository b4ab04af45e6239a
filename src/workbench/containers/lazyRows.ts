import { errorMessage } from '../../base/errors';

/** Rows that are asked for when somebody opens what they stand below. */
export type Rows<T> =
  | { readonly state: 'unknown' }
  | { readonly state: 'loading' }
  | { readonly state: 'loaded'; readonly rows: readonly T[] }
  | { readonly state: 'failed'; readonly message: string };

/**
 * Keeps such rows, so that a view never waits for them: it shows what is known, and is told when that
 * changes. Rows that are asked for again stay until the new ones are there.
 */
export class LazyRows<T> {
  private readonly known = new Map<string, Rows<T>>();
  /** The last question for each key: what an earlier one brings comes too late. */
  private readonly asked = new Map<string, symbol>();
  private readonly loads = new Map<string, () => Promise<readonly T[]>>();

  constructor(private readonly changed: () => void) {}

  rows(key: string): Rows<T> {
    return this.known.get(key) ?? { state: 'unknown' };
  }

  reload(key: string, load: () => Promise<readonly T[]>): void {
    const question = Symbol(key);
    this.asked.set(key, question);
    this.loads.set(key, load);
    if (this.known.get(key)?.state !== 'loaded') {
      this.known.set(key, { state: 'loading' });
    }
    // What fails is shown in the place of the rows.
    void load()
      .then(
        (rows): Rows<T> => ({ state: 'loaded', rows }),
        (error: unknown): Rows<T> => ({ state: 'failed', message: errorMessage(error) }),
      )
      .then((rows) => {
        if (this.asked.get(key) === question) {
          this.known.set(key, rows);
          this.changed();
        }
      });
  }

  /** Asks anew for the rows of which this holds and that somebody has seen. */
  reloadKnown(isOld: (key: string) => boolean): void {
    for (const [key, load] of [...this.loads].filter(([known]) => isOld(known))) {
      this.reload(key, load);
    }
  }

  /** Forgets the rows of which this holds; they are asked for anew when they are seen again. */
  forget(isOver: (key: string) => boolean): void {
    for (const key of [...this.asked.keys()].filter(isOver)) {
      this.known.delete(key);
      this.asked.delete(key);
      this.loads.delete(key);
    }
  }
}
