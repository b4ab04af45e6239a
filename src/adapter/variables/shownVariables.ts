import type { DebugProtocol } from '@vscode/debugprotocol';
import type { FrameSelector } from '../../gdb/variableCommands';

/** An expression, and the frame that it is read in. */
export interface FramedExpression {
  readonly expression: string;
  readonly frame?: FrameSelector;
}

/** Remembers what the client was shown at the present stop, so that it can ask about a variable by its name. */
export class ShownVariables {
  private readonly frames = new Map<number, FrameSelector>();
  private readonly expressions = new Map<number, Map<string, string>>();

  /** The scopes of a frame were shown. */
  scopes(frame: FrameSelector, scopes: readonly DebugProtocol.Scope[]): void {
    for (const { variablesReference } of scopes) {
      this.frames.set(variablesReference, frame);
    }
  }

  /** The children of a reference were shown. */
  children(reference: number, variables: readonly DebugProtocol.Variable[]): void {
    const frame = this.frames.get(reference);
    const expressions = this.expressions.get(reference) ?? new Map<string, string>();
    this.expressions.set(reference, expressions);
    for (const { name, evaluateName, variablesReference } of variables) {
      if (evaluateName !== undefined) {
        expressions.set(name, evaluateName);
      }
      if (frame && variablesReference > 0) {
        this.frames.set(variablesReference, frame);
      }
    }
  }

  /** The expression of a child of a reference; undefined when the language has none. */
  find(reference: number, name: string): FramedExpression | undefined {
    const expression = this.expressions.get(reference)?.get(name);
    const frame = this.frames.get(reference);
    return expression === undefined ? undefined : { expression, ...(frame && { frame }) };
  }

  /** Forgets everything: the program goes on. */
  clear(): void {
    this.frames.clear();
    this.expressions.clear();
  }
}
