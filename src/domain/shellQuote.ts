const plainWord = /^[\w@%+=:,./-]+$/;

/** A word as a POSIX shell reads it back, quoted only where it must be. */
function quoteWord(word: string): string {
  return plainWord.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`;
}

/** A command line for a person to read and paste; nothing is ever run from it. */
export function quoteArgv(argv: readonly string[]): string {
  return argv.map(quoteWord).join(' ');
}
