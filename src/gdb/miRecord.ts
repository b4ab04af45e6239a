/** A value of GDB/MI: a string, a list, or a tuple. */
export type MiValue = string | readonly MiValue[] | MiTuple;

/**
 * A tuple, or the body of a record. gdb repeats names (`frame={…},frame={…}`) and, before MI 3, puts
 * values without any name beside them (`bkpt={…},{…}`), so this is no plain object. A value without
 * a name is filed under the empty one.
 */
export class MiTuple {
  static readonly empty = new MiTuple([]);

  constructor(readonly entries: readonly (readonly [name: string, value: MiValue])[]) {}

  /** The first value of that name. */
  get(name: string): MiValue | undefined {
    return this.entries.find(([each]) => each === name)?.[1];
  }

  /** Every value of that name, in order. */
  all(name: string): readonly MiValue[] {
    return this.entries.filter(([each]) => each === name).map(([, value]) => value);
  }

  /** The string of that name, or undefined when there is none. */
  text(name: string): string | undefined {
    const value = this.get(name);
    return typeof value === 'string' ? value : undefined;
  }

  /** The whole number of that name, or undefined when there is none. */
  number(name: string): number | undefined {
    const text = this.text(name);
    return text !== undefined && /^-?\d+$/.test(text) ? Number(text) : undefined;
  }

  /** The tuple of that name, or undefined when there is none. */
  tuple(name: string): MiTuple | undefined {
    const value = this.get(name);
    return value instanceof MiTuple ? value : undefined;
  }

  /** The tuples in the list of that name; a single tuple counts as a list of one. */
  tuples(name: string): readonly MiTuple[] {
    const value = this.get(name);
    if (value instanceof MiTuple) {
      return [value];
    }
    return Array.isArray(value) ? value.filter((each) => each instanceof MiTuple) : [];
  }

  /** The strings in the list of that name. */
  texts(name: string): readonly string[] {
    const value = this.get(name);
    return Array.isArray(value) ? value.filter((each) => typeof each === 'string') : [];
  }
}

/** One record of gdb's output. */
export type MiRecord =
  MiResultRecord | MiAsyncRecord | MiStreamRecord | { readonly kind: 'prompt' };

/** The answer to a command: `12^done,…`. */
export interface MiResultRecord {
  readonly kind: 'result';
  readonly token: number | undefined;
  /** `done`, `running`, `connected`, `error` or `exit`. */
  readonly name: string;
  readonly body: MiTuple;
}

/** News: `*stopped,…` (exec), `+download,…` (status), `=thread-created,…` (notify). */
export interface MiAsyncRecord {
  readonly kind: 'exec' | 'status' | 'notify';
  readonly name: string;
  readonly body: MiTuple;
}

/** Text: of gdb's console (`~`), of a remote target (`@`), of gdb's log (`&`), or of the program. */
interface MiStreamRecord {
  readonly kind: 'console' | 'target' | 'log' | 'program';
  readonly text: string;
}
