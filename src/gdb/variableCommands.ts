import type { MiClient } from './miClient';
import type { MiTuple } from './miRecord';

/** The frame that an expression is read in. */
export interface FrameSelector {
  readonly threadId: number;
  readonly level: number;
}

/** A local variable or an argument, as a list of them shows it. */
export interface LocalVariable {
  readonly name: string;
  readonly type: string;
  /** Absent for arrays, structures and the like. */
  readonly value?: string;
}

/** An expression that gdb keeps a handle on, so that its children can be asked for. */
export interface VariableObject {
  /** gdb's handle. */
  readonly handle: string;
  /** The expression, or the member's name. */
  readonly expression: string;
  readonly value: string;
  readonly type: string;
  readonly shape: VariableShape;
}

/** What an expanded variable shows. */
type VariableShape =
  | { readonly kind: 'leaf' }
  /** Members with names, known in number. */
  | { readonly kind: 'members'; readonly count: number }
  /** Elements of an array, or of a container by its printer; `count` is absent when it does not say. */
  | { readonly kind: 'elements'; readonly count?: number; readonly dynamic: boolean }
  /** Keys and values in turn. `count` counts pairs. */
  | { readonly kind: 'pairs'; readonly count?: number };

/** Some children of a variable. */
export interface ChildPage {
  readonly children: readonly VariableObject[];
  readonly hasMore: boolean;
}

/** The arguments and locals of a frame, innermost block first. */
export async function listLocals(
  client: MiClient,
  frame: FrameSelector,
): Promise<readonly LocalVariable[]> {
  const body = await client.command('-stack-list-variables', ...select(frame), '--simple-values');
  return body.tuples('variables').map((variable) => {
    const value = variable.text('value');
    return {
      name: variable.text('name') ?? '',
      type: variable.text('type') ?? '',
      ...(value !== undefined && { value }),
    };
  });
}

/** Makes a handle on an expression; without a frame it is read among globals and constants. */
export async function createVariable(
  client: MiClient,
  expression: string,
  frame?: FrameSelector,
): Promise<VariableObject> {
  const options = frame ? select(frame) : [];
  const body = await client
    .command('-var-create', ...options, '-', '*', expression)
    .catch(async (error: unknown) => {
      // The refusal only says that there is no such variable object; evaluating says why.
      await evaluateExpression(client, expression, frame);
      throw error;
    });
  const variable = readVariable(body, expression);
  if (variable.value !== hiddenSummary || body.text('dynamic') !== '1') {
    return variable;
  }
  const value = summaryOf(await evaluateExpression(client, expression, frame));
  return { ...variable, value, shape: readShape(body, value, variable.type) };
}

/** Before gdb 14 a container's handle does not tell the container's own summary; its value does. */
const hiddenSummary = '{...}';

/** What stands before the elements, such as `std::vector of length 3, capacity 4 = {…}`. */
function summaryOf(value: string): string {
  const end = value.indexOf(' = {');
  return end < 0 ? hiddenSummary : value.slice(0, end);
}

/** The children `[start, start + count)` of a variable. */
export async function listChildren(
  client: MiClient,
  handle: string,
  start: number,
  count: number,
): Promise<ChildPage> {
  const range = [String(start), String(start + count)];
  const body = await client.command('-var-list-children', '--all-values', handle, ...range);
  const tuples = body.tuples('children');
  // The members of a C++ class come below `public`, `private` and `protected`, which have no type.
  const pages = await Promise.all(
    tuples.map(async (child): Promise<readonly VariableObject[]> => {
      if (!isAccessSpecifier(child)) {
        return [readVariable(child, child.text('exp') ?? '')];
      }
      const members = child.number('numchild') ?? 0;
      return (await listChildren(client, child.text('name') ?? '', 0, members)).children;
    }),
  );
  return {
    children: pages.flat(),
    hasMore: body.text('has_more') === '1',
  };
}

/** Gives a variable a new value, and resolves with it as gdb shows it. */
export async function assignVariable(
  client: MiClient,
  handle: string,
  expression: string,
): Promise<string> {
  const body = await client.command('-var-assign', handle, expression);
  return body.text('value') ?? expression;
}

/** Gives handles back. */
export function deleteVariables(client: MiClient, handles: readonly string[]): void {
  for (const handle of handles) {
    client.tell('-var-delete', handle);
  }
}

/** The value of an expression as text. */
export async function evaluateExpression(
  client: MiClient,
  expression: string,
  frame?: FrameSelector,
): Promise<string> {
  const options = frame ? select(frame) : [];
  const body = await client.command('-data-evaluate-expression', ...options, expression);
  return body.text('value') ?? '';
}

/** The names of the machine's registers by number; empty where a number is not in use. */
export async function listRegisterNames(client: MiClient): Promise<readonly string[]> {
  return (await client.command('-data-list-register-names')).texts('register-names');
}

/** The registers of a frame: number and value. */
export async function listRegisterValues(
  client: MiClient,
  frame: FrameSelector,
): Promise<readonly { readonly number: number; readonly value: string }[]> {
  const options = [...select(frame), '--skip-unavailable'];
  const body = await client.command('-data-list-register-values', ...options, 'N');
  return body.tuples('register-values').map((register) => ({
    number: register.number('number') ?? 0,
    value: register.text('value') ?? '',
  }));
}

/** The options that make a command look at a frame, whatever is selected. */
export function select({ threadId, level }: FrameSelector): string[] {
  return ['--thread', String(threadId), '--frame', String(level)];
}

function isAccessSpecifier(child: MiTuple): boolean {
  const name = child.text('exp');
  return (
    child.text('type') === undefined &&
    (name === 'public' || name === 'private' || name === 'protected')
  );
}

function readVariable(tuple: MiTuple, expression: string): VariableObject {
  const value = tuple.text('value') ?? '';
  const type = tuple.text('type') ?? '';
  return {
    handle: tuple.text('name') ?? '',
    expression,
    value,
    type,
    shape: readShape(tuple, value, type),
  };
}

function readShape(tuple: MiTuple, value: string, type: string): VariableShape {
  const children = tuple.number('numchild') ?? 0;
  if (tuple.text('dynamic') !== '1') {
    if (children === 0) {
      return { kind: 'leaf' };
    }
    return type.endsWith(']')
      ? { kind: 'elements', count: children, dynamic: false }
      : { kind: 'members', count: children };
  }
  const hint = tuple.text('displayhint');
  const size = containerSize(value);
  // A printer's children are counted only by asking for them: `has_more` says whether there are any.
  const empty = children === 0 && tuple.text('has_more') === '0';
  if (hint === 'string' || size === 0 || empty) {
    return { kind: 'leaf' };
  }
  if (hint === 'map') {
    return { kind: 'pairs', ...(size !== undefined && { count: size }) };
  }
  return { kind: 'elements', dynamic: true, ...(size !== undefined && { count: size }) };
}

/** How many elements a container's own summary claims, such as `std::vector of length 3, capacity 4`. */
function containerSize(summary: string): number | undefined {
  const digits = /(?:\bof length|\bwith) (\d+)(?: elements?)?\b/.exec(summary)?.[1];
  // An uninitialized container claims anything; a count beyond this is of no use to anybody.
  return digits === undefined ? undefined : Math.min(Number(digits), 2 ** 31 - 1);
}
