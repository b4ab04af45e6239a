import { UserError } from '../../base/errors';
import type { ValueFormat } from '../../domain/formattedExpression';
import type { RegisterGroup } from '../../gdb/registerCommands';
import type { FrameSelector } from '../../gdb/variableCommands';
import type { VariableObject } from '../../gdb/variableReader';

/** Something whose children a client can ask for. */
export type VariableNode =
  | { readonly kind: 'locals' | 'globals' | 'registers'; readonly frame: FrameSelector }
  | {
      readonly kind: 'registerGroup';
      readonly frame: FrameSelector;
      readonly group: RegisterGroup;
    }
  | ValueNode;

/** A value with members or elements. */
export interface ValueNode {
  readonly kind: 'value';
  readonly frame: FrameSelector | undefined;
  /** The expression that names it, when there is one. */
  readonly expression?: string;
  /** gdb's handle; what has none yet gets one when it is expanded. */
  readonly object?: VariableObject;
  readonly format: ValueFormat;
  /** Where the elements shown begin. */
  readonly start?: number;
}

/** A variable as it was shown last, for an assignment to it. */
export interface ShownChild {
  readonly value: string;
  readonly expression?: string;
  readonly object?: VariableObject;
}

/** A node, and its children by their shown names. */
interface Entry {
  readonly node: VariableNode;
  readonly children: Map<string, ShownChild>;
}

/** The numbers by which a client asks for children. They last until the program goes on. */
export class VariableReferences {
  private readonly entries = new Map<number, Entry>();
  private last = 0;

  add(node: VariableNode): number {
    this.last += 1;
    this.entries.set(this.last, { node, children: new Map() });
    return this.last;
  }

  find(reference: number): Entry {
    const found = this.entries.get(reference);
    if (!found) {
      throw new UserError('The program has gone on since this value was read.');
    }
    return found;
  }

  clear(): void {
    this.entries.clear();
  }
}
