import type { GdbTraits } from './handshake';
import type { MiClient } from './miClient';
import { MiTuple } from './miRecord';
import type { StopHook } from './stopHook';
import { updating } from './toldAnswers';
import { evaluateExpression, select, type FrameSelector } from './variableCommands';
import {
  accessSpecifier,
  noText,
  mergedChanges,
  readChange,
  readVariable,
  withText,
  type VariableChange,
  type VariableObject,
  type Visibility,
} from './variableReader';
import { isStandardString, isText, withoutAddress } from './variableText';

/** Some children of a variable. */
export interface ChildPage {
  readonly children: readonly VariableObject[];
  readonly hasMore: boolean;
}

/** What is asked for beside an expression's value. */
interface CreateOptions {
  /** Members as they are declared, without a printer. */
  readonly raw?: boolean;
  /** Only the children `[start, end)` of a container, told by its printer. */
  readonly page?: readonly [start: number, end: number];
}

/** The base of whole numbers. */
type Radix = 'hexadecimal' | 'zero-hexadecimal' | 'decimal' | 'octal' | 'binary';

const specifiers: readonly Visibility[] = ['public', 'protected', 'private'];

/**
 * gdb's handles on expressions. They are named here, so that what is to be done with one can be sent
 * before gdb has answered that it made it.
 */
export class VariableObjects {
  private lastHandle = 0;
  /** Containers that tell their summary at present, and therefore no children. */
  private readonly summarized = new Set<string>();
  /** Containers whose summary may have changed while they told their children. */
  private readonly expanded = new Set<string>();
  /** Roots that an update of all reads again. */
  private readonly updated = new Set<string>();
  /** Roots with a shown child that may have another type at the next stop. */
  private readonly unstable = new Set<string>();
  /** How many children have been made below each root. */
  private readonly listed = new Map<string, number>();
  /** Changes that gdb told of at stops that nobody looked at, in order. */
  private missed: readonly VariableChange[] = [];

  constructor(
    private readonly client: MiClient,
    private readonly traits: Pick<GdbTraits, 'tellsSummaries' | 'python'>,
    private readonly hook?: StopHook,
  ) {}

  /** Whether expressions can name a variable that an inner one of the same name hides. */
  get reachesHidden(): boolean {
    return this.traits.python;
  }

  /** A string without a printer, which shows its members instead of its text. */
  isBareString(type: string): boolean {
    return !this.traits.python && isStandardString(type);
  }

  /** The text of what is text and whose handle does not say so, in quotes. */
  async readText(
    type: string,
    expression: string,
    frame: FrameSelector | undefined,
  ): Promise<string | undefined> {
    if (isText(type)) {
      return evaluateExpression(this.client, expression, frame).catch(() => undefined);
    }
    return this.isBareString(type)
      ? evaluateExpression(this.client, `(${expression})._M_dataplus._M_p`, frame).then(
          // A short one stands in the variable itself, whose name gdb puts before it.
          (value) => withoutAddress(value).replace(/^<.*?> (?=(?:u8|[uUL])?")/, ''),
          () => undefined,
        )
      : undefined;
  }

  /** Makes a handle on an expression; without a frame it is read among globals and constants. */
  async create(
    expression: string,
    frame: FrameSelector | undefined,
    { raw = false, page }: CreateOptions = {},
  ): Promise<VariableObject> {
    this.lastHandle += 1;
    const handle = `d${this.lastHandle}`;
    const options = frame ? select(frame) : [];
    const created = this.client.command('-var-create', ...options, handle, '*', expression);
    if (raw) {
      this.client.tell('-var-set-visualizer', handle, 'None');
    } else if (page) {
      this.client.tell('-var-set-visualizer', handle, `drydock_page(${page.join(', ')})`);
    }
    const body = await created.catch(async (error: unknown) => {
      // The refusal only says that there is no such variable object; evaluating says why.
      await evaluateExpression(this.client, expression, frame);
      throw error;
    });
    this.updated.add(handle);
    this.hook?.restUpdates();
    if (raw) {
      return readVariable(await this.listRaw(body, handle), expression);
    }
    const made = readVariable(body, expression);
    // What shows a page must not become what shows a summary.
    const [object = made] = page ? [] : await this.summarize([made]);
    return object;
  }

  /** Finds out the summaries of containers whose handles do not tell them. */
  async summarize(objects: readonly VariableObject[]): Promise<readonly VariableObject[]> {
    return Promise.all(
      objects.map(async (object) => {
        const { handle, printed, value } = object;
        const unknown = this.expanded.delete(handle) || value === noText;
        if (this.traits.tellsSummaries || !printed || printed.hint === 'string' || !unknown) {
          return object;
        }
        this.summarized.add(handle);
        this.client.tell('-var-set-visualizer', handle, 'drydock_summary');
        const body = await this.client.command('-var-evaluate-expression', handle);
        return withText(object, body.text('value') ?? value);
      }),
    );
  }

  /** The children `[start, start + count)` of a variable. */
  async children(object: VariableObject, start: number, count: number): Promise<ChildPage> {
    const { handle, shape } = object;
    if (this.summarized.delete(handle)) {
      this.expanded.add(handle);
      this.client.tell('-var-set-visualizer', handle, 'gdb.default_visualizer');
    }
    if (object.printed && mayHoldOtherTypes(object.type)) {
      this.unstable.add(rootOf(handle));
      this.hook?.restUpdates();
    }
    if (object.printed) {
      // Else an update would go through all children there are, of a vector that is no vector yet forever.
      this.client.tell('-var-set-update-range', handle, '0', String(start + count));
    }
    const listing = this.list(handle, start, start + count);
    // The members of a C++ class come below these, which are asked for without knowing of them.
    const hidden =
      shape.kind === 'members'
        ? specifiers.map((each) => this.list(`${handle}.${each}`).catch(() => undefined))
        : [];
    const body = await listing;
    const below = new Map(
      (await Promise.all(hidden)).map((members, index) => [specifiers[index], members]),
    );
    const children = body.tuples('children').flatMap((child) => {
      const visibility = accessSpecifier(child);
      return visibility === undefined
        ? [readVariable(child, child.text('exp') ?? '')]
        : (below.get(visibility)?.tuples('children') ?? []).map((each) =>
            readVariable(each, each.text('exp') ?? '', visibility),
          );
    });
    const root = rootOf(handle);
    this.listed.set(root, (this.listed.get(root) ?? 0) + children.length);
    return {
      children: await this.summarize(children),
      hasMore: body.text('has_more') === '1',
    };
  }

  /** gdb (10 to 16, at least) crashes when a child that it has a handle on changes its type. */
  isUnstable(root: string): boolean {
    return this.unstable.has(root);
  }

  /** How many children gdb keeps up to date for a root. */
  childrenOf(root: string): number {
    return this.listed.get(root) ?? 0;
  }

  /** How many roots {@link update} of `*` reads again: it evaluates their expressions, whatever they do. */
  get roots(): number {
    return this.updated.size;
  }

  /** Reads a root again, or all that are not frozen; resolves with what is not as it was. */
  async update(handle: string): Promise<readonly VariableChange[]> {
    const body = await this.client.command(updating, '--all-values', handle);
    const told = [...this.client.told.takeMissed(), body].map((each) => each.tuples('changelist'));
    const changes = mergedChanges([...this.missed, ...told.flat().map(readChange)]);
    const isWanted = (change: VariableChange): boolean =>
      handle === '*' || rootOf(change.handle) === handle;
    this.missed = changes.filter((change) => !isWanted(change));
    return changes.filter(isWanted);
  }

  /** Leaves roots out when all are updated, or no longer. */
  freeze(handles: readonly string[], frozen: boolean): void {
    for (const handle of handles) {
      this.updated[frozen ? 'delete' : 'add'](handle);
      this.client.tell('-var-set-frozen', handle, frozen ? '1' : '0');
    }
  }

  /** Shows whole numbers in a base; resolves with the value as it is shown then. */
  async setRadix(handle: string, radix: Radix): Promise<string | undefined> {
    return (await this.client.command('-var-set-format', handle, radix)).text('value');
  }

  /** Gives a variable a new value, and resolves with it as gdb shows it. */
  async assign(handle: string, expression: string): Promise<string> {
    const body = await this.client.command('-var-assign', handle, expression);
    return body.text('value') ?? expression;
  }

  /** Gives handles back. */
  free(handles: readonly string[]): void {
    for (const handle of handles) {
      this.summarized.delete(handle);
      this.expanded.delete(handle);
      this.updated.delete(handle);
      this.unstable.delete(handle);
      this.listed.delete(handle);
      this.client.tell('-var-delete', handle);
    }
  }

  private list(handle: string, from = -1, to = -1): Promise<MiTuple> {
    const range = from < 0 ? [] : [String(from), String(to)];
    return this.client.command('-var-list-children', '--all-values', handle, ...range);
  }

  /** What gdb told when it made the handle was told by the printer. */
  private async listRaw(body: MiTuple, handle: string): Promise<MiTuple> {
    const { length } = (await this.list(handle)).tuples('children');
    const kept = body.entries.filter(([name]) => name === 'name' || name === 'type');
    return new MiTuple([...kept, ['numchild', String(length)], ['value', '']]);
  }
}

/** Whether what a printer shows of it need not be of one type, as in a variant: of all but most of `std`. */
function mayHoldOtherTypes(type: string): boolean {
  return !/^(?:const )?std::/.test(type) || /\b(?:variant<|any\b)/.test(type);
}

function rootOf(handle: string): string {
  return handle.split('.', 1)[0] ?? handle;
}
