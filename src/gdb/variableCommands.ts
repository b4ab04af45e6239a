import type { MiClient } from './miClient';

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

/** The value of an expression in one of the formats of gdb's `print`, such as `s` for a string. */
export async function printExpression(
  client: MiClient,
  letter: string,
  expression: string,
  frame?: FrameSelector,
): Promise<string> {
  const options = frame ? select(frame) : [];
  return client.consoleCommand(`output/${letter} ${expression}`, options);
}

/**
 * Does something under other settings of gdb. What it sends, it has to send at once: commands are
 * answered in order, so the settings are the old ones again for whatever is sent afterwards. One that
 * this gdb does not know is left out.
 */
export async function withSettings<T>(
  client: MiClient,
  settings: Readonly<Record<string, string>>,
  action: () => Promise<T>,
): Promise<T> {
  const shown = await Promise.all(
    Object.entries(settings).map(async ([name, value]) => {
      const words = name.split(' ');
      const body = await client.command('-gdb-show', ...words).catch(() => undefined);
      return { words, value, before: body?.text('value') };
    }),
  );
  const known = shown.filter(({ before }) => before !== undefined);
  for (const { words, value } of known) {
    client.tell('-gdb-set', ...words, value);
  }
  const result = action();
  for (const { words, before = '' } of known) {
    client.tell('-gdb-set', ...words, before);
  }
  return result;
}

/** Variables outside functions, as {@link listGlobals} finds them. */
interface GlobalVariable {
  readonly name: string;
  readonly expression: string;
}

/** The global and static variables of the source that a frame is in, at most `limit`. */
export async function listGlobals(
  client: MiClient,
  frame: FrameSelector,
  limit: number,
): Promise<readonly GlobalVariable[]> {
  const text = await client.consoleCommand(`python drydock_globals(${limit})`, select(frame));
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => {
      const [name = '', expression = name] = line.split('\t');
      return { name, expression };
    });
}

/**
 * The same for a gdb without Python. Those of the source itself only, and gdb looks through all
 * variables of the program for them.
 */
export async function listGlobalsByCommand(
  client: MiClient,
  frame: FrameSelector,
  limit: number,
): Promise<readonly GlobalVariable[]> {
  const [place, body] = await Promise.all([
    client.command('-stack-info-frame', ...select(frame)),
    client.command('-symbol-info-variables'),
  ]);
  const path = place.tuple('frame')?.text('fullname');
  return (body.tuple('symbols')?.tuples('debug') ?? [])
    .filter((file) => path !== undefined && file.text('fullname') === path)
    .flatMap((file) => file.tuples('symbols'))
    .sort((a, b) => (a.number('line') ?? 0) - (b.number('line') ?? 0))
    .flatMap((symbol) => symbol.text('name')?.split('[abi:', 1) ?? [])
    .filter((name) => !/^(?:std::|__)/.test(name))
    .slice(0, limit)
    .map((name) => ({ name, expression: name.includes('(') ? `'${name}'` : name }));
}

/**
 * What gdb would complete a text to: whole texts, each beginning as the given one does. Without
 * `-complete`, before gdb 9, there are none.
 */
export async function completeText(
  client: MiClient,
  text: string,
  frame?: FrameSelector,
): Promise<readonly string[]> {
  const options = frame ? select(frame) : [];
  const body = await client.command('-complete', ...options, text).catch(() => undefined);
  return body?.texts('matches') ?? [];
}

/** The options that make a command look at a frame, whatever is selected. */
export function select({ threadId, level }: FrameSelector): string[] {
  return ['--thread', String(threadId), '--frame', String(level)];
}
