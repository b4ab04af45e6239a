import type { DebugProtocol } from '@vscode/debugprotocol';
import { errorMessage, UserError } from '../base/errors';
import type { MiClient } from '../gdb/miClient';
import {
  assignVariable,
  createVariable,
  deleteVariables,
  evaluateExpression,
  listChildren,
  listLocals,
  listRegisterNames,
  listRegisterValues,
  type FrameSelector,
  type LocalVariable,
  type VariableObject,
} from '../gdb/variableCommands';

/** How many elements are shown at once where their number is not known. */
const pageSize = 100;

/** Something that can be expanded. */
type Container =
  | { readonly kind: 'locals' | 'registers'; readonly frame: FrameSelector }
  /** A pointer among the locals: gdb is asked for a handle only when it is expanded. */
  | { readonly kind: 'pointer'; readonly frame: FrameSelector; readonly expression: string }
  | {
      readonly kind: 'object';
      readonly object: VariableObject;
      /** The expression that names it, when there is one. */
      readonly expression?: string;
      /** Where the elements shown begin. */
      readonly start: number;
    };

interface Expandable {
  readonly container: Container;
  /** gdb's handles of the children by their shown names, for assignments. */
  readonly handles: Map<string, string>;
}

/** What can be expanded at the present stop. References last until the program goes on. */
export class Variables {
  private readonly expandables = new Map<number, Expandable>();
  private readonly handles: string[] = [];
  private registerNames: Promise<readonly string[]> | undefined;
  private lastReference = 0;

  constructor(private readonly client: MiClient) {}

  /** The scopes of a frame. */
  scopes(frame: FrameSelector): DebugProtocol.Scope[] {
    return [
      {
        name: 'Locals',
        presentationHint: 'locals',
        variablesReference: this.reference({ kind: 'locals', frame }),
        expensive: false,
      },
      {
        name: 'Registers',
        presentationHint: 'registers',
        variablesReference: this.reference({ kind: 'registers', frame }),
        expensive: true,
      },
    ];
  }

  /** The children of a reference, all of them (a `count` of 0 or none) or a part. */
  async list(reference: number, start = 0, limit = 0): Promise<readonly DebugProtocol.Variable[]> {
    const count = limit > 0 ? limit : undefined;
    const expandable = this.expandable(reference);
    const { container } = expandable;
    switch (container.kind) {
      case 'locals':
        return this.listLocals(container.frame);
      case 'registers':
        return this.listRegisters(container.frame);
      case 'pointer': {
        const object = await this.create(container.expression, container.frame);
        return this.listObject(expandable, object, container.expression, 0, count);
      }
      case 'object':
        return this.listObject(
          expandable,
          container.object,
          container.expression,
          container.start + start,
          count,
        );
    }
  }

  /** Gives a child of a reference a new value; resolves with how it is shown then. */
  async assign(reference: number, name: string, value: string): Promise<string> {
    const { container, handles } = this.expandable(reference);
    if (container.kind === 'registers') {
      return evaluateExpression(this.client, `$${name} = ${value}`, container.frame);
    }
    if (container.kind === 'locals') {
      const { handle } = await this.create(name, container.frame);
      return assignVariable(this.client, handle, value);
    }
    const handle = handles.get(name);
    if (handle === undefined) {
      throw new UserError(`"${name}" cannot be given a value here.`);
    }
    return assignVariable(this.client, handle, value);
  }

  /** Evaluates an expression to something that can be expanded. */
  async evaluate(
    expression: string,
    frame: FrameSelector | undefined,
  ): Promise<DebugProtocol.Variable> {
    return this.show(await this.create(expression, frame), expression, expression);
  }

  /** Forgets all references: the program goes on. */
  clear(): void {
    this.expandables.clear();
    deleteVariables(this.client, this.handles.splice(0));
  }

  private async listLocals(frame: FrameSelector): Promise<DebugProtocol.Variable[]> {
    const locals = await listLocals(this.client, frame);
    const seen = new Set<string>();
    return Promise.all(
      locals.map(async (local) => {
        // An outer variable of the same name: its name would be read as that of the inner one.
        const shadowed = seen.has(local.name);
        seen.add(local.name);
        return shadowed ? plain(local) : this.showLocal(local, frame);
      }),
    );
  }

  private async showLocal(
    local: LocalVariable,
    frame: FrameSelector,
  ): Promise<DebugProtocol.Variable> {
    const { name, type, value } = local;
    const isReference = type.endsWith('&');
    if (value === undefined || isReference) {
      try {
        // gdb 13 shows a reference to a container without the container's own summary.
        const object = await this.create(isReference ? `*&${name}` : name, frame);
        return this.show({ ...object, type }, name, name);
      } catch (error) {
        return { ...plain(local), value: `<${errorMessage(error)}>` };
      }
    }
    const isPointer = /\*(?: const)?$/.test(type) && !/\bvoid \*/.test(type);
    const variablesReference =
      isPointer && !/^0x0\b/.test(value)
        ? this.reference({ kind: 'pointer', frame, expression: name })
        : 0;
    return { ...plain(local), evaluateName: name, variablesReference };
  }

  private async listRegisters(frame: FrameSelector): Promise<DebugProtocol.Variable[]> {
    this.registerNames ??= listRegisterNames(this.client);
    const [names, values] = await Promise.all([
      this.registerNames,
      listRegisterValues(this.client, frame),
    ]);
    return values.flatMap(({ number, value }) => {
      const name = names[number];
      return name ? [{ name, value, evaluateName: `$${name}`, variablesReference: 0 }] : [];
    });
  }

  private async listObject(
    { handles }: Expandable,
    object: VariableObject,
    expression: string | undefined,
    start: number,
    count: number | undefined,
  ): Promise<DebugProtocol.Variable[]> {
    const { shape } = object;
    const known = 'count' in shape ? shape.count : undefined;
    const wanted = count ?? known ?? pageSize;
    const width = shape.kind === 'pairs' ? 2 : 1;
    const page = await listChildren(this.client, object.handle, start * width, wanted * width);
    const shown: DebugProtocol.Variable[] = [];
    for (let index = 0; index + width <= page.children.length; index += width) {
      const [first, second] = page.children.slice(index, index + width);
      const child = second ?? first;
      if (first && child) {
        const name = second ? `[${first.value}]` : first.expression || '(anonymous)';
        handles.set(name, child.handle);
        shown.push(
          this.show(child, name, second ? undefined : memberName(object, first, expression)),
        );
      }
    }
    if (page.hasMore && count === undefined && known === undefined) {
      const rest: Container = { kind: 'object', object, start: start + wanted };
      shown.push({ name: '[more]', value: '…', variablesReference: this.reference(rest) });
    }
    return shown;
  }

  private show(
    object: VariableObject,
    name: string,
    expression: string | undefined,
  ): DebugProtocol.Variable {
    const { shape, value, type } = object;
    const named = expression === undefined ? {} : { expression };
    const count = 'count' in shape ? shape.count : undefined;
    return {
      name,
      value,
      type,
      ...(expression !== undefined && { evaluateName: expression }),
      variablesReference:
        shape.kind === 'leaf' ? 0 : this.reference({ kind: 'object', object, start: 0, ...named }),
      ...(shape.kind !== 'members' && count !== undefined && { indexedVariables: count }),
    };
  }

  private async create(
    expression: string,
    frame: FrameSelector | undefined,
  ): Promise<VariableObject> {
    const object = await createVariable(this.client, expression, frame);
    this.handles.push(object.handle);
    return object;
  }

  private reference(container: Container): number {
    this.lastReference += 1;
    this.expandables.set(this.lastReference, { container, handles: new Map() });
    return this.lastReference;
  }

  private expandable(reference: number): Expandable {
    const found = this.expandables.get(reference);
    if (!found) {
      throw new UserError('The program has gone on since this value was read.');
    }
    return found;
  }
}

function plain({ name, type, value = '' }: LocalVariable): DebugProtocol.Variable {
  return { name, type, value, variablesReference: 0 };
}

/** The expression for a member, where the language has one. */
function memberName(
  parent: VariableObject,
  child: VariableObject,
  expression: string | undefined,
): string | undefined {
  if (expression === undefined) {
    return undefined;
  }
  const base = /^[\w.]+$/.test(expression) ? expression : `(${expression})`;
  if (parent.shape.kind === 'elements') {
    return parent.shape.dynamic ? undefined : `${base}[${child.expression}]`;
  }
  const pointer = parent.type.endsWith('*');
  if (pointer && child.expression.startsWith('*')) {
    return `*${base}`;
  }
  return /^\w+$/.test(child.expression)
    ? `${base}${pointer ? '->' : '.'}${child.expression}`
    : undefined;
}
