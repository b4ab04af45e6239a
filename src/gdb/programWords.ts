/** Something else than its terminal that the program reads from or writes to. */
export interface Redirection {
  readonly descriptor: 0 | 1 | 2;
  readonly path: string;
  readonly mode: 'read' | 'write' | 'append' | 'both';
}

/** What the words of a program's start are made of. */
interface ProgramWordsInput {
  readonly args: readonly string[];
  /** The terminal that the program gets. */
  readonly tty?: string;
  /** A gdbserver starts the program, which reads and writes where the server does. */
  readonly onServer?: boolean;
  readonly redirections?: readonly Redirection[];
}

/**
 * The program's arguments as gdb takes them. Without a shell gdb splits at blanks and knows no
 * quotes, so arguments with blanks, and the empty one, go through `/bin/sh`, quoted for it. So do
 * redirections, and a program without a terminal: it must not read the commands that are meant for gdb.
 */
export function programWords({
  args,
  tty,
  onServer = false,
  redirections = [],
}: ProgramWordsInput): { readonly text: string; readonly shell: boolean } {
  const readsFromGdb = tty === undefined && !onServer;
  const given = redirections.map((each) => redirectionWord(each, redirections));
  const isRead = redirections.some(({ descriptor }) => descriptor === 0);
  const all = readsFromGdb && !isRead ? ['</dev/null', ...given] : given;
  if (all.length === 0 && args.every((arg) => /^\S+$/.test(arg))) {
    return { text: args.join(' '), shell: false };
  }
  return { text: [...args.map(quoteForShell), ...all].join(' '), shell: true };
}

const operators = { read: '<', write: '>', append: '>>', both: '<>' } as const;

function redirectionWord(
  { descriptor, path, mode }: Redirection,
  all: readonly Redirection[],
): string {
  // Opened twice, the two would write over each other.
  const isShared =
    descriptor === 2 && all.some((other) => other.descriptor === 1 && other.path === path);
  return isShared ? '2>&1' : `${descriptor}${operators[mode]}${quoteForShell(path)}`;
}

function quoteForShell(word: string): string {
  return `'${word.replaceAll("'", "'\\''")}'`;
}
