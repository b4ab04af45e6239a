import { errorMessage } from '../../base/errors';
import { addressExpression } from '../../gdb/childExpression';
import type { MiClient } from '../../gdb/miClient';
import { stackPointer } from '../../gdb/stepCommands';
import { pointerAddress, readValueText } from '../../gdb/variableText';
import {
  evaluateExpression,
  listLocals,
  type FrameSelector,
  type LocalVariable,
} from '../../gdb/variableCommands';
import type { VariableObjects } from '../../gdb/variableObjects';
import {
  changed,
  withText,
  type VariableChange,
  type VariableObject,
} from '../../gdb/variableReader';

/** A local variable as it is at the present stop. */
interface ReadLocal {
  readonly name: string;
  readonly type: string;
  /** What names it also in other expressions. */
  readonly expression: string;
  readonly text: string;
  /** Where it is, or what it points to. */
  readonly address?: string;
  /** A pointer gets its handle only when it is expanded. */
  readonly isPointer: boolean;
  readonly object?: VariableObject;
}

/** A handle of gdb's that is kept from stop to stop. */
interface Root {
  readonly object: VariableObject;
  readonly address?: string;
}

/** The handles for one frame. */
interface KeptFrame {
  readonly key: string;
  readonly roots: Map<string, Root>;
}

/** For how many frames handles are kept: stepping into functions and out of them meets these again. */
const keptFrames = 4;

/** More children than that below one variable are not kept up to date: it gets a new handle instead. */
const keptChildren = 1000;

/**
 * The locals of frames. Making a handle costs gdb several times as much as updating one, so those of
 * the innermost frame are kept from stop to stop, and all of them are updated by one command. gdb
 * itself knows when one of them is out of scope; whether it is the same call of the function is told
 * by the stack pointer.
 */
export class LocalVariables {
  /** The one used last is the last; all others are frozen. */
  private readonly frames: KeptFrame[] = [];
  private readonly shortLived: string[] = [];
  private prefetched:
    { readonly threadId: number; readonly answer: Promise<readonly ReadLocal[]> } | undefined;
  private queue: Promise<unknown> = Promise.resolve();
  private reading = 0;

  constructor(
    private readonly client: MiClient,
    private readonly objects: VariableObjects,
  ) {}

  /**
   * Starts reading the locals of a thread's innermost frame, which the client will ask for. Whoever
   * has asked gdb for its stack pointer gives the answer.
   */
  prefetch(threadId: number, place?: Promise<string | undefined>): void {
    const answer = this.enqueue({ threadId, level: 0 }, place);
    // Whoever asks gets the reason.
    answer.catch(() => undefined);
    this.prefetched = { threadId, answer };
  }

  /** The locals of a frame. */
  list(frame: FrameSelector): Promise<readonly ReadLocal[]> {
    const { prefetched } = this;
    if (frame.level === 0 && prefetched?.threadId === frame.threadId) {
      // Good for one answer: until the next, something may have been assigned.
      this.prefetched = undefined;
      return prefetched.answer;
    }
    return this.enqueue(frame);
  }

  /** What was read ahead may not be true any more. */
  forgetAhead(): void {
    this.prefetched = undefined;
  }

  /** The program goes on. */
  clear(): void {
    this.prefetched = undefined;
    this.objects.free(this.shortLived.splice(0));
    for (const { roots } of this.frames) {
      for (const [name, { object }] of roots) {
        if (this.objects.isUnstable(object.handle)) {
          this.objects.free([object.handle]);
          roots.delete(name);
        }
      }
    }
  }

  /** One after the other: each may freeze what another reads. */
  private enqueue(
    frame: FrameSelector,
    place?: Promise<string | undefined>,
  ): Promise<readonly ReadLocal[]> {
    this.reading += 1;
    // At once where nothing is being read, so that it leaves in one write with what else is asked now.
    const read =
      this.reading === 1 ? this.load(frame, place) : this.queue.then(() => this.load(frame, place));
    const done = (): void => {
      this.reading -= 1;
    };
    this.queue = read.then(done, done);
    return read;
  }

  private async load(
    frame: FrameSelector,
    given?: Promise<string | undefined>,
  ): Promise<readonly ReadLocal[]> {
    if (frame.level > 0) {
      return this.read(await listLocals(this.client, frame), frame, new Map(), true);
    }
    // All in one write.
    const [locals, place] = await Promise.all([
      listLocals(this.client, frame),
      given ?? evaluateExpression(this.client, stackPointer, frame).catch(() => undefined),
      this.updateLast(),
    ]);
    return place === undefined
      ? this.read(locals, frame, new Map(), true)
      : this.read(locals, frame, await this.enter(`${frame.threadId} ${place}`), false);
  }

  /** In all likelihood the program has stopped in the same frame again. */
  private async updateLast(): Promise<void> {
    const last = this.frames.at(-1);
    if (last && last.roots.size > 0) {
      // Others, such as those of the watches, would be evaluated again, and might change the program.
      const alone = this.objects.roots === last.roots.size;
      await (alone ? this.apply(last, this.objects.update('*')) : this.updateEach(last));
    }
  }

  private async updateEach(frame: KeptFrame): Promise<void> {
    const updates = handles(frame).map((handle) => this.objects.update(handle));
    await this.apply(
      frame,
      Promise.all(updates).then((each) => each.flat()),
    );
  }

  private async apply(
    frame: KeptFrame,
    changes: Promise<readonly VariableChange[]>,
  ): Promise<void> {
    const { roots } = frame;
    let byHandle: ReadonlyMap<string, VariableChange>;
    try {
      byHandle = new Map((await changes).map((change) => [change.handle, change]));
    } catch {
      // Whatever gdb has against them: they are made anew.
      this.objects.free(handles(frame));
      roots.clear();
      return;
    }
    for (const [name, root] of roots) {
      const { handle } = root.object;
      const change = byHandle.get(handle);
      if (change?.gone === true || this.objects.childrenOf(handle) > keptChildren) {
        this.objects.free([handle]);
        roots.delete(name);
      } else if (change) {
        // The elements of a container may be elsewhere now.
        roots.set(name, { object: changed(root.object, change) });
      }
    }
    const names = [...roots.keys()];
    const told = await this.objects.summarize([...roots.values()].map(({ object }) => object));
    told.forEach((object, index) => {
      const name = names[index] ?? '';
      roots.set(name, { ...roots.get(name), object });
    });
  }

  private async enter(key: string): Promise<Map<string, Root>> {
    const last = this.frames.at(-1);
    if (last?.key === key) {
      return last.roots;
    }
    if (last) {
      this.objects.freeze(handles(last), true);
    }
    const index = this.frames.findIndex((each) => each.key === key);
    const [known] = index < 0 ? [] : this.frames.splice(index, 1);
    const frame = known ?? { key, roots: new Map<string, Root>() };
    this.frames.push(frame);
    if (known) {
      this.objects.freeze(handles(frame), false);
      await this.updateEach(frame);
    }
    for (const old of this.frames.splice(0, this.frames.length - keptFrames)) {
      this.objects.free(handles(old));
    }
    return frame.roots;
  }

  private async read(
    locals: readonly LocalVariable[],
    frame: FrameSelector,
    roots: Map<string, Root>,
    shortLived: boolean,
  ): Promise<readonly ReadLocal[]> {
    const total = new Map<string, number>();
    const namesakes = locals.map(({ name }) => {
      const inner = total.get(name) ?? 0;
      total.set(name, inner + 1);
      return inner;
    });
    return Promise.all(
      locals.map(async (local, index) => {
        const { name, type, value } = local;
        const inner = namesakes[index] ?? 0;
        const shown = {
          type,
          name: inner === 0 ? name : `${name} (outer${inner > 1 ? ` ${inner}` : ''})`,
          expression: inner === 0 ? name : `$_outer("${name}", ${inner})`,
        };
        const read = readValueText(type, value);
        if (read.kind !== 'composite') {
          const { text, address } = read;
          const isPointer = read.kind === 'pointer';
          return { ...shown, text, isPointer, ...(address !== undefined && { address }) };
        }
        if (inner > 0 && !this.objects.reachesHidden) {
          const text = '<hidden by an inner variable; a gdb with Python shows it>';
          return { ...shown, text, isPointer: false };
        }
        // An inner variable of the same name changes what the name means, so it is part of the key.
        const key = inner === 0 ? `${name} ${total.get(name) ?? 1}` : undefined;
        return this.readComposite(shown, frame, shortLived ? undefined : key, roots);
      }),
    );
  }

  private async readComposite(
    { name, type, expression }: Pick<ReadLocal, 'name' | 'type' | 'expression'>,
    frame: FrameSelector,
    key: string | undefined,
    roots: Map<string, Root>,
  ): Promise<ReadLocal> {
    const shown = { name, type, expression, isPointer: false };
    const known = key === undefined ? undefined : roots.get(key);
    const creating = known?.object ?? this.objects.create(expression, frame);
    const locating = known?.address ?? this.locate(type, expression, frame);
    const reading = this.objects.readText(type, expression, frame);
    try {
      const [made, address, text] = await Promise.all([creating, locating, reading]);
      if (key === undefined) {
        this.shortLived.push(made.handle);
      } else {
        roots.set(key, { object: made, ...(address !== undefined && { address }) });
      }
      const object = text === undefined ? made : withText(made, text);
      return { ...shown, text: object.value, object, ...(address !== undefined && { address }) };
    } catch (error) {
      return { ...shown, text: `<${errorMessage(error)}>` };
    }
  }

  private locate(
    type: string,
    expression: string,
    frame: FrameSelector,
  ): Promise<string | undefined> {
    return evaluateExpression(this.client, addressExpression(type, expression), frame).then(
      pointerAddress,
      () => undefined,
    );
  }
}

function handles({ roots }: KeptFrame): readonly string[] {
  return [...roots.values()].map(({ object }) => object.handle);
}
