import type { DebugProtocol } from '@vscode/debugprotocol';
import { UserError } from '../../base/errors';
import { mayHaveEffects } from '../../domain/expressionEffects';
import type { FormattedExpression, ValueFormat } from '../../domain/formattedExpression';
import {
  addressExpression,
  childExpression,
  isAnonymous,
  sliceExpression,
} from '../../gdb/childExpression';
import { GdbError } from '../../gdb/gdbError';
import type { MiClient } from '../../gdb/miClient';
import { assignable, pointerAddress, withoutAddress } from '../../gdb/variableText';
import {
  evaluateExpression,
  printExpression,
  withSettings,
  type FrameSelector,
} from '../../gdb/variableCommands';
import { plainText } from '../../gdb/valueText';
import type { ChildPage, VariableObjects } from '../../gdb/variableObjects';
import { withText, type VariableObject } from '../../gdb/variableReader';
import { showObject } from './showVariable';
import type { ShownChild, ValueNode, VariableReferences } from './variableNode';

/** Which children a client asks for: all of them without `count`. */
export interface ChildRange {
  readonly start: number;
  readonly count?: number;
  readonly filter?: 'indexed' | 'named';
}

/** How many elements are shown at once where their number is not known. */
const pageSize = 100;

/** How many elements a client gets that does not ask by pages. */
const mostElements = 1000;

/** Elements beyond get handles of their own: gdb makes handles for all that come before, and keeps them. */
const directElements = 1000;

/** Values with what is in them, by gdb's handles. */
export class Values {
  private readonly handles: string[] = [];

  constructor(
    private readonly client: MiClient,
    private readonly objects: VariableObjects,
    private readonly references: VariableReferences,
  ) {}

  /** Makes a handle that lasts until the program goes on. */
  async create(
    expression: string,
    frame: FrameSelector | undefined,
    options: Parameters<VariableObjects['create']>[2] = {},
  ): Promise<VariableObject> {
    const object = await this.objects.create(expression, frame, options);
    this.handles.push(object.handle);
    return object;
  }

  /** Evaluates an expression to something that can be expanded. */
  async evaluate(
    { expression, format }: FormattedExpression,
    frame: FrameSelector | undefined,
    { readOnly = false }: { readonly readOnly?: boolean } = {},
  ): Promise<Omit<DebugProtocol.Variable, 'name'>> {
    // What calls a function of the program without looking like it, such as an overloaded operator.
    const guarded = <T>(action: () => Promise<T>): Promise<T> =>
      readOnly ? withSettings(this.client, { 'may-call-functions': 'off' }, action) : action();
    if (format.letter !== undefined) {
      const { letter } = format;
      const text = await guarded(() => printExpression(this.client, letter, expression, frame));
      const shown = letter === 's' ? withoutAddress(text) : text;
      return { value: format.bare ? plainText(shown) : shown, variablesReference: 0 };
    }
    const object = await guarded(() => this.create(expression, frame, format));
    if (object.value === '' && !mayHaveEffects(expression)) {
      // It could not be read; evaluating says why.
      await guarded(() => evaluateExpression(this.client, expression, frame));
    }
    const part =
      format.count === undefined
        ? undefined
        : await this.part(object, expression, format.count, frame);
    const node = { frame, format, expression: part?.expression ?? expression };
    const [complete] = await this.complete([part?.object ?? object], [node.expression], node);
    return {
      ...this.show(complete?.object ?? object, node),
      ...(complete?.address !== undefined && { memoryReference: complete.address }),
    };
  }

  /** Gives something that was shown a new value; resolves with how it is shown then. */
  async assign(
    name: string,
    { object: known, expression }: ShownChild,
    typed: string,
    node: Pick<ValueNode, 'frame' | 'format'>,
  ): Promise<Omit<DebugProtocol.Variable, 'name'>> {
    const object = known ?? (await this.create(expression ?? name, node.frame));
    const isString = object.printed?.hint === 'string' || this.objects.isBareString(object.type);
    const text =
      isString && expression !== undefined
        ? await this.assignString(name, expression, typed, node.frame)
        : await this.assignValue(name, object, typed);
    const plain = withText(object, text);
    const shown = await this.readText(plain, expression, node.frame, node.format);
    return this.show(shown === undefined ? plain : withText(object, shown), {
      ...node,
      ...(expression !== undefined && { expression }),
    });
  }

  private async assignValue(name: string, object: VariableObject, typed: string): Promise<string> {
    try {
      return await this.objects.assign(object.handle, assignable(typed, object.value));
    } catch (error) {
      throw error instanceof GdbError && error.failure === 'notEditable'
        ? new UserError(`"${name}" cannot be given a value as a whole; give one to what is in it.`)
        : error;
    }
  }

  /** gdb cannot change a string itself; the program can. */
  private async assignString(
    name: string,
    expression: string,
    typed: string,
    frame: FrameSelector | undefined,
  ): Promise<string> {
    try {
      await evaluateExpression(this.client, `(${expression}).assign(${typed})`, frame);
    } catch (error) {
      throw error instanceof GdbError
        ? new UserError(
            `The text of "${name}" could not be changed by its function "assign": ${error.message} Write the text in quotes.`,
          )
        : error;
    }
    return evaluateExpression(this.client, expression, frame);
  }

  /** The first elements of an array or a container, or so many from a pointer on. */
  private async part(
    object: VariableObject,
    expression: string,
    count: string,
    frame: FrameSelector | undefined,
  ): Promise<{ readonly object: VariableObject; readonly expression: string }> {
    const { shape } = object;
    if (object.printed && shape.kind !== 'leaf') {
      const wanted = Number(await evaluateExpression(this.client, count, frame));
      const most = Math.min(shape.count ?? wanted, wanted);
      return { object: { ...object, shape: { ...shape, count: most } }, expression };
    }
    const slice = sliceExpression(object, expression, 0, count);
    return { object: await this.create(slice, frame), expression: slice };
  }

  /** The program goes on. */
  clear(): void {
    this.objects.free(this.handles.splice(0));
  }

  /** A value as the client sees it, with a number for its children if it has any. */
  show(
    object: VariableObject,
    node: Pick<ValueNode, 'expression' | 'frame' | 'format'>,
  ): Omit<DebugProtocol.Variable, 'name'> {
    const shown = showObject(object, node.expression);
    return {
      ...shown,
      value: node.format.noAddress ? withoutAddress(shown.value) : shown.value,
      variablesReference:
        object.shape.kind === 'leaf' ? 0 : this.references.add({ ...node, kind: 'value', object }),
    };
  }

  /** Reads what is not in gdb's answer to the making of a handle, all in one write. */
  async complete(
    objects: readonly VariableObject[],
    expressions: readonly (string | undefined)[],
    { frame, format }: Pick<ValueNode, 'frame' | 'format'>,
  ): Promise<readonly { readonly object: VariableObject; readonly address?: string }[]> {
    return Promise.all(
      objects.map(async (object, index) => {
        const expression = expressions[index];
        const [text, address] = await Promise.all([
          this.readText(object, expression, frame, format),
          this.readAddress(object, expression, frame),
        ]);
        return {
          object: text === undefined ? object : withText(object, text),
          ...(address !== undefined && { address }),
        };
      }),
    );
  }

  /** The children of a value, and what is needed to give them other values. */
  async children(
    node: ValueNode,
    { start, count, filter }: ChildRange,
    shown: Map<string, ShownChild>,
  ): Promise<DebugProtocol.Variable[]> {
    const object = node.object ?? (await this.create(node.expression ?? '', node.frame));
    const { shape } = object;
    if (shape.kind === 'leaf') {
      return [];
    }
    const known = shape.count;
    if (filter === 'named' && shape.kind !== 'members' && known !== undefined) {
      return [];
    }
    const first = (node.start ?? 0) + start;
    const most = shape.kind === 'members' ? Infinity : mostElements;
    const wanted = Math.min(count ?? known ?? pageSize, (known ?? Infinity) - first, most);
    const width = shape.kind === 'pairs' ? 2 : 1;
    const page = await this.page(node, object, first * width, wanted * width);
    const expressions = page.children.map((child, index) =>
      node.expression === undefined
        ? undefined
        : childExpression(object, child, node.expression, first * width + index),
    );
    const complete = await this.complete(page.children, expressions, node);
    const variables: DebugProtocol.Variable[] = [];
    for (let index = 0; index + width <= complete.length; index += width) {
      const child = complete[index + width - 1];
      if (child) {
        const key = width === 2 ? complete[index]?.object.value : undefined;
        const expression = expressions[index + width - 1];
        const name =
          key === undefined ? childName(object, child.object, first + index) : `[${key}]`;
        const value = this.show(child.object, {
          ...node,
          ...(expression !== undefined && { expression }),
        });
        shown.set(name, {
          ...child,
          value: child.object.value,
          ...(expression !== undefined && { expression }),
        });
        variables.push({
          name,
          ...value,
          ...(child.address !== undefined && { memoryReference: child.address }),
        });
      }
    }
    const more = known === undefined ? page.hasMore : first + wanted < known;
    if (more && count === undefined) {
      const rest = this.references.add({ ...node, object, start: first + wanted });
      variables.push({ name: '[more]', value: '…', variablesReference: rest });
    }
    return variables;
  }

  private async page(
    node: ValueNode,
    object: VariableObject,
    first: number,
    count: number,
  ): Promise<ChildPage> {
    const { expression, frame } = node;
    const end = first + count;
    const { printed, shape } = object;
    // gdb before 16 makes handles for all the elements of an array, even of a part that is asked for.
    const handled = printed || shape.kind === 'leaf' ? end : (shape.count ?? end);
    if (expression === undefined || shape.kind === 'members' || handled <= directElements) {
      return this.objects.children(object, first, count);
    }
    if (printed) {
      const part = await this.create(expression, frame, { page: [first, end] });
      return this.objects.children(part, 0, count);
    }
    const slice = await this.create(sliceExpression(object, expression, first, count), frame);
    return this.objects.children(slice, 0, count);
  }

  /** The text of a value where it is another than the handle's own. */
  private async readText(
    object: VariableObject,
    expression: string | undefined,
    frame: FrameSelector | undefined,
    { radix }: ValueFormat,
  ): Promise<string | undefined> {
    // gdb would cut off what stands behind the point.
    const isReal = /^-?(?:\d+\.|\d+e[+-]|inf|nan)/.test(object.value);
    if (radix !== undefined && object.shape.kind === 'leaf' && !object.printed && !isReal) {
      return this.objects.setRadix(object.handle, radix).catch(() => undefined);
    }
    return expression === undefined
      ? undefined
      : this.objects.readText(object.type, expression, frame);
  }

  /** Where a structure or an array is in memory; what points somewhere says so itself. */
  private async readAddress(
    object: VariableObject,
    expression: string | undefined,
    frame: FrameSelector | undefined,
  ): Promise<string | undefined> {
    const { shape, type, value, printed } = object;
    const whole = printed !== undefined || (shape.kind !== 'leaf' && !value.startsWith('0x'));
    if (expression === undefined || !whole || isAnonymous(object)) {
      return undefined;
    }
    return evaluateExpression(this.client, addressExpression(type, expression), frame).then(
      pointerAddress,
      () => undefined,
    );
  }
}

function childName(parent: VariableObject, child: VariableObject, index: number): string {
  if (parent.shape.kind === 'elements' && !parent.printed) {
    return `[${index}]`;
  }
  return child.expression.replace(/^<(.*)>$/, '($1)');
}
