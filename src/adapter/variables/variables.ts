import type { DebugProtocol } from '@vscode/debugprotocol';
import { errorMessage, UserError } from '../../base/errors';
import type { FormattedExpression, ValueFormat } from '../../domain/formattedExpression';
import type { GdbTraits } from '../../gdb/handshake';
import type { MiClient } from '../../gdb/miClient';
import type { StopHook } from '../../gdb/stopHook';
import {
  listGlobals,
  listGlobalsByCommand,
  listLocals,
  withSettings,
  type FrameSelector,
} from '../../gdb/variableCommands';
import { VariableObjects } from '../../gdb/variableObjects';
import { LocalVariables } from './localVariables';
import { RegisterScope } from './registerScope';
import { VariableReferences, type ShownChild } from './variableNode';
import { Values, type ChildRange } from './values';

/** More globals than that are not shown: gdb reads each of them. */
const mostGlobals = 500;

/** What a function has returned. */
export interface ShownReturn {
  readonly threadId: number;
  readonly functionName: string;
  /** What names it in expressions. */
  readonly variable: string;
}

/** What can be looked at at the present stop: scopes, variables, and what is in them. */
export class Variables {
  private readonly references = new VariableReferences();
  private readonly objects: VariableObjects;
  private readonly locals: LocalVariables;
  private readonly registers: RegisterScope;
  readonly values: Values;
  /** What the function returned that was stepped out of, while the thread stands there. */
  private returned: ShownReturn | undefined;

  constructor(
    private readonly client: MiClient,
    private readonly traits: Pick<GdbTraits, 'tellsSummaries' | 'python'>,
    hook?: StopHook,
  ) {
    this.objects = new VariableObjects(client, traits, hook);
    this.locals = new LocalVariables(client, this.objects);
    this.registers = new RegisterScope(client, this.references);
    this.values = new Values(client, this.objects, this.references);
  }

  /** Starts reading the locals of a thread's innermost frame, which the client will ask for. */
  prefetchLocals(threadId: number, stackPointer?: Promise<string | undefined>): void {
    this.locals.prefetch(threadId, stackPointer);
  }

  /** Something may have been changed since {@link prefetchLocals}. */
  forgetAhead(): void {
    this.locals.forgetAhead();
  }

  /** Shows what a function has returned as the first of the locals, until the program goes on. */
  showReturnValue(returned: ShownReturn): void {
    this.returned = returned;
  }

  /** The scopes of a frame. */
  scopes(frame: FrameSelector): DebugProtocol.Scope[] {
    return [
      {
        name: 'Locals',
        presentationHint: 'locals',
        variablesReference: this.references.add({ kind: 'locals', frame }),
        expensive: false,
      },
      {
        name: 'Globals',
        variablesReference: this.references.add({ kind: 'globals', frame }),
        expensive: true,
      },
      {
        name: 'Registers',
        presentationHint: 'registers',
        variablesReference: this.references.add({ kind: 'registers', frame }),
        expensive: true,
      },
    ];
  }

  /** The children of a reference, all of them or a part. */
  async list(
    reference: number,
    range: ChildRange,
    format: ValueFormat,
  ): Promise<DebugProtocol.Variable[]> {
    const { node, children } = this.references.find(reference);
    switch (node.kind) {
      case 'locals':
        return this.listLocals(node.frame, format, children);
      case 'globals':
        return this.listGlobals(node.frame, format, children);
      case 'registers':
        return this.registers.list(node.frame);
      case 'registerGroup':
        return this.registers.listGroup(node.group, node.frame, children);
      case 'value':
        return this.values.children(
          { ...node, format: { ...node.format, ...format } },
          range,
          children,
        );
    }
  }

  /** Gives a child of a reference a new value; resolves with how it is shown then. */
  async assign(
    reference: number,
    name: string,
    value: string,
    format: ValueFormat,
  ): Promise<DebugProtocol.SetVariableResponse['body']> {
    const { node, children } = this.references.find(reference);
    const child = children.get(name);
    if (!child) {
      throw new UserError(`There is no "${name}" here that could be given a value.`);
    }
    const frame = node.frame;
    const { type, ...shown } = await this.values.assign(name, child, value, { frame, format });
    if (node.kind === 'registerGroup') {
      const registers = await this.registers.listGroup(node.group, node.frame, children);
      return registers.find((register) => register.name === name) ?? shown;
    }
    return { ...shown, ...(type !== undefined && { type }) };
  }

  /** Gives what an expression names a new value; resolves with how it is shown then. */
  assignTo(
    { expression, format }: FormattedExpression,
    value: string,
    frame: FrameSelector | undefined,
  ): Promise<Omit<DebugProtocol.Variable, 'name'>> {
    return this.values.assign(expression, { value: '', expression }, value, { frame, format });
  }

  private async listLocals(
    frame: FrameSelector,
    format: ValueFormat,
    children: Map<string, ShownChild>,
  ): Promise<DebugProtocol.Variable[]> {
    const reading = this.locals.list(frame);
    const inHexadecimal =
      format.radix === undefined
        ? undefined
        : await withSettings(this.client, { 'output-radix': '16' }, () =>
            listLocals(this.client, frame),
          );
    const [locals, returned] = await Promise.all([reading, this.returnedTo(frame, format)]);
    const shown = locals.map((local, index) => {
      const { name, type, object, expression, text, address, isPointer } = local;
      const other = inHexadecimal?.[index]?.value;
      const value = other === undefined || object || isPointer ? text : other;
      children.set(name, { value, expression, ...(object && { object }) });
      const node = { frame, format, expression };
      return {
        name,
        ...(object
          ? this.values.show(object, node)
          : {
              value,
              type,
              evaluateName: expression,
              variablesReference: isPointer ? this.references.add({ kind: 'value', ...node }) : 0,
            }),
        ...(address !== undefined && { memoryReference: address }),
      };
    });
    return [...returned, ...shown];
  }

  private async returnedTo(
    { threadId, level }: FrameSelector,
    format: ValueFormat,
  ): Promise<DebugProtocol.Variable[]> {
    const { returned } = this;
    if (level !== 0 || returned?.threadId !== threadId) {
      return [];
    }
    const expression = returned.variable;
    const frame = { threadId, level };
    const shown = await this.values.evaluate({ expression, format }, frame).catch(() => undefined);
    const name = `Return value of ${returned.functionName}`;
    return shown ? [{ name, ...shown, presentationHint: { attributes: ['readOnly'] } }] : [];
  }

  private async listGlobals(
    frame: FrameSelector,
    format: ValueFormat,
    children: Map<string, ShownChild>,
  ): Promise<DebugProtocol.Variable[]> {
    const list = this.traits.python ? listGlobals : listGlobalsByCommand;
    const globals = await list(this.client, frame, mostGlobals);
    return Promise.all(
      globals.map(async ({ name, expression }) => {
        try {
          const shown = await this.values.evaluate({ expression, format }, frame);
          children.set(name, { value: shown.value, expression });
          return { name, ...shown };
        } catch (error) {
          return { name, value: `<${errorMessage(error)}>`, variablesReference: 0 };
        }
      }),
    );
  }

  /** The program goes on: all that was read is forgotten. */
  clear(): void {
    this.returned = undefined;
    this.references.clear();
    this.values.clear();
    this.locals.clear();
  }
}
