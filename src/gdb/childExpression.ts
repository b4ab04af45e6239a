import type { VariableObject } from './variableReader';

/**
 * The expression for a child of a variable that an expression names. What a printer tells has none in
 * the language, except where gdb knows the container's operators without calling them; `$_child` is
 * ours (see `printers.ts`).
 *
 * @param index Its place among all children.
 */
export function childExpression(
  parent: VariableObject,
  child: VariableObject,
  expression: string,
  index: number,
): string {
  const base = grouped(expression);
  if (parent.printed) {
    return printedExpression(parent.type, child, expression, index);
  }
  if (parent.shape.kind === 'elements') {
    return `${base}[${index}]`;
  }
  const pointer = /\*(?: const)?(?: &&?)?$/.test(parent.type);
  if (isBaseClass(child)) {
    return pointer ? `*(${child.type} *)${base}` : `*(${child.type} *)&${base}`;
  }
  if (pointer && child.expression.startsWith('*')) {
    return `*${base}`;
  }
  if (isAnonymous(child)) {
    // Its members are those of what it is in.
    return pointer ? `*${base}` : expression;
  }
  return `${base}${pointer ? '->' : '.'}${child.expression}`;
}

/** Whether the child is what its parent is derived from: gdb calls it by its type. */
export function isBaseClass(child: VariableObject): boolean {
  return child.expression === child.type && child.expression !== '';
}

/** Whether the child is a union or a structure without a name, whose members count as its parent's. */
export function isAnonymous(child: VariableObject): boolean {
  return child.expression.startsWith('<anonymous ');
}

/** The expression for where a value is in memory, or the elements of a container are. */
export function addressExpression(type: string, expression: string): string {
  const base = grouped(expression);
  const plain = type.replace(/^const /, '');
  const data = dataMembers.find(([pattern]) => pattern.test(plain))?.[1];
  return data === undefined ? `&${base}` : `${base}.${data}`;
}

const dataMembers: readonly (readonly [RegExp, string])[] = [
  [/^std::vector<(?!bool)/, '_M_impl._M_start'],
  [/^std::(?:__cxx11::basic_string<|(?:w|u8|u16|u32|pmr::)?string\b)/, '_M_dataplus._M_p'],
  [/^std::basic_string_view<|^std::\w*string_view\b/, '_M_str'],
  [/^std::__\w+::vector<(?!bool)/, '__begin_'],
];

/** Part `[start, start + count)` of an array, or of what a pointer points to. */
export function sliceExpression(
  { printed, shape }: VariableObject,
  expression: string,
  start: number,
  count: number | string,
): string {
  const base = grouped(expression);
  return !printed && shape.kind === 'elements'
    ? `${base}[${start}]@(${count})`
    : `*(${base} + ${start})@(${count})`;
}

function printedExpression(
  type: string,
  child: VariableObject,
  expression: string,
  index: number,
): string {
  const base = grouped(expression);
  // The operators that the compiler's Python files let gdb do by itself.
  if (/^(?:const )?std::(?:vector<(?!bool)|deque<|array<)/.test(type)) {
    return `${base}[${index}]`;
  }
  return child.expression === 'get()' && /^(?:const )?std::(?:unique|shared)_ptr</.test(type)
    ? `${base}.get()`
    : `$_child(${expression}, ${index})`;
}

/** The expression so that a member can be written behind it. */
function grouped(expression: string): string {
  return /^(?:\w|::)+(?:(?:\.|->)\w+|\[\w+\])*$/.test(expression) ? expression : `(${expression})`;
}
