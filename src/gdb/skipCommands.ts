import type { MiClient } from './miClient';

/** Code that a step goes over instead of into it: files or functions, by patterns with `*`. */
export type SkipPattern =
  | { readonly kind: 'file'; readonly glob: string }
  | { readonly kind: 'function'; readonly glob: string };

/** How many folders `**` stands for at most: gdb's own patterns end at a slash. */
const deepest = 8;

/** Tells gdb what to step over. */
export async function skipWhileStepping(
  client: MiClient,
  patterns: readonly SkipPattern[],
): Promise<void> {
  await Promise.all(
    patterns.flatMap(skipCommands).map((command) => client.consoleCommand(command)),
  );
}

/** Lets a step go into functions without line numbers, instruction by instruction from there. */
export async function stepIntoBareCode(client: MiClient): Promise<void> {
  await client.command('-gdb-set', 'step-mode', 'on');
}

/** The commands of gdb for one pattern. */
export function skipCommands({ kind, glob }: SkipPattern): readonly string[] {
  return kind === 'file'
    ? withoutDoubleStars(glob).map((each) => `skip -gfi ${quote(each)}`)
    : functionExpressions(glob).map((each) => `skip -rfu ${quote(each)}`);
}

function withoutDoubleStars(glob: string): readonly string[] {
  const [before, after] = split(glob);
  if (after === undefined) {
    return [glob];
  }
  const rest = after === '' ? '/*' : after;
  return Array.from({ length: deepest }, (_, depth) => `${before}${'/*'.repeat(depth)}${rest}`);
}

function split(glob: string): readonly [before: string, after: string | undefined] {
  const at = glob.indexOf('/**');
  return at < 0
    ? [glob, undefined]
    : [glob.slice(0, at), glob.slice(at + 3).replaceAll('/**', '/*')];
}

/** gdb's patterns for functions are basic regular expressions; a name may go on with its parameters. */
function functionExpressions(glob: string): readonly string[] {
  const expression = glob.replace(/[.$[]/g, '[$&]').replaceAll('*', '.*').replaceAll('?', '.');
  return glob.endsWith('*')
    ? [`^${expression.slice(0, -2)}`]
    : [`^${expression}$`, `^${expression}(`];
}

function quote(text: string): string {
  return `"${text.replace(/["\\]/g, '\\$&')}"`;
}
