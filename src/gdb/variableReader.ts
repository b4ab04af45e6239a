import type { MiTuple } from './miRecord';

/** An expression that gdb keeps a handle on, so that its children can be asked for. */
export interface VariableObject {
  /** gdb's handle. */
  readonly handle: string;
  /** The expression, or the member's name. */
  readonly expression: string;
  readonly value: string;
  readonly type: string;
  readonly shape: VariableShape;
  /** How its printer shows it; absent for what has none. */
  readonly printed?: Printed;
  /** Of a member of a class. */
  readonly visibility?: Visibility;
}

/** What an expanded variable shows. */
type VariableShape =
  | { readonly kind: 'leaf' }
  /** Members with names, known in number. */
  | { readonly kind: 'members'; readonly count: number }
  /** Elements of an array, or of a container by its printer; `count` is absent when it does not say. */
  | { readonly kind: 'elements'; readonly count?: number }
  /** Keys and values in turn. `count` counts pairs. */
  | { readonly kind: 'pairs'; readonly count?: number };

/** What a printer says of a value beside its text. */
interface Printed {
  /** `array`, `map` or `string`. */
  readonly hint?: string;
  /** It has no children. */
  readonly empty: boolean;
}

/** Who may use a member. */
export type Visibility = 'public' | 'protected' | 'private';

/** What has become of a variable since it was read last. */
export interface VariableChange {
  readonly handle: string;
  /** Its scope has been left, or its type is another: the handle is of no use any more. */
  readonly gone: boolean;
  readonly value?: string;
  /** A container has no children now, or has some. */
  readonly empty?: boolean;
}

/** Stands for what has no text of its own; before gdb 14 also for what a printer would say of a container. */
export const noText = '{...}';

/** Reads what gdb tells of a new handle or of a child. */
export function readVariable(
  tuple: MiTuple,
  expression: string,
  visibility?: Visibility,
): VariableObject {
  const type = tuple.text('type') ?? '';
  const children = tuple.number('numchild') ?? 0;
  const printed = readPrinted(tuple, children);
  const text = tuple.text('value') ?? '';
  // gdb 14 and later leave the text of a structure within a container out.
  const value = text === '' && (children > 0 || printed?.empty === false) ? noText : text;
  return {
    handle: tuple.text('name') ?? '',
    expression,
    value,
    type,
    shape: printed ? printedShape(printed, value) : plainShape(value, children),
    ...(printed && { printed }),
    ...(visibility && { visibility }),
  };
}

/** Reads one entry of what `-var-update` reports. */
export function readChange(tuple: MiTuple): VariableChange {
  const value = tuple.text('value');
  const count = tuple.number('new_num_children');
  // While its children are known and have not become more or less, nothing is said about them.
  const emptiness = count !== undefined || tuple.text('has_more') === '1';
  return {
    handle: tuple.text('name') ?? '',
    gone: tuple.text('in_scope') !== 'true' || tuple.text('type_changed') === 'true',
    ...(value !== undefined && { value }),
    ...(emptiness && { empty: count === 0 && tuple.text('has_more') !== '1' }),
  };
}

/** What several changes of the same variables come to, one for each. */
export function mergedChanges(changes: readonly VariableChange[]): VariableChange[] {
  const merged = new Map<string, VariableChange>();
  for (const change of changes) {
    const before = merged.get(change.handle);
    merged.set(change.handle, { ...before, ...change, gone: before?.gone === true || change.gone });
  }
  return [...merged.values()];
}

/** The variable as it is after a change of its value. */
export function changed(object: VariableObject, change: VariableChange): VariableObject {
  const { printed } = object;
  const { empty = printed?.empty ?? true, value = object.value } = change;
  return withText({ ...object, ...(printed && { printed: { ...printed, empty } }) }, value);
}

/** The variable with another text, out of which the number of its elements may be read. */
export function withText(object: VariableObject, value: string): VariableObject {
  const { printed } = object;
  return { ...object, value, shape: printed ? printedShape(printed, value) : object.shape };
}

/** `public`, `private` or `protected`, below which gdb hides the members of a class; they have no type. */
export function accessSpecifier(child: MiTuple): Visibility | undefined {
  const name = child.text('exp');
  return child.text('type') === undefined &&
    (name === 'public' || name === 'private' || name === 'protected')
    ? name
    : undefined;
}

function readPrinted(tuple: MiTuple, children: number): Printed | undefined {
  if (tuple.text('dynamic') !== '1') {
    return undefined;
  }
  const hint = tuple.text('displayhint');
  // A printer's children are counted only by asking for them: `has_more` says whether there are any.
  const empty = children === 0 && tuple.text('has_more') === '0';
  return { empty, ...(hint !== undefined && { hint }) };
}

function plainShape(value: string, children: number): VariableShape {
  if (children === 0) {
    return { kind: 'leaf' };
  }
  // The name of its type may not show that it is an array; gdb says so in place of its value.
  return { kind: value === `[${children}]` ? 'elements' : 'members', count: children };
}

function printedShape({ hint, empty }: Printed, value: string): VariableShape {
  const size = containerSize(value);
  if (hint === 'string' || size === 0 || empty) {
    return { kind: 'leaf' };
  }
  return {
    kind: hint === 'map' ? 'pairs' : 'elements',
    ...(size !== undefined && { count: size }),
  };
}

/** How many elements a container's own summary claims, such as `std::vector of length 3, capacity 4`. */
function containerSize(summary: string): number | undefined {
  const digits = /(?:\bof length|\bwith) (\d+)(?: elements?)?\b/.exec(summary)?.[1];
  // An uninitialized container claims anything; a count beyond this is of no use to anybody.
  return digits === undefined ? undefined : Math.min(Number(digits), 2 ** 31 - 1);
}
