/**
 * Splits the `command` of a compilation database into its arguments: quotes and backslashes as a POSIX
 * shell has them, nothing else (clang.llvm.org/docs/JSONCompilationDatabase.html).
 */
export function splitCommandLine(text: string): readonly string[] {
  // Nearly all commands have neither, and a database has tens of thousands.
  if (!/["'\\]/.test(text)) {
    return text.split(/\s+/).filter((word) => word !== '');
  }
  const words: string[] = [];
  const piece = /\s+|'([^']*)'|"((?:[^"\\]|\\[^])*)"|\\([^])|([^\s'"\\]+)|([^])/g;
  let word: string | undefined;
  for (const [, single, double, escaped, plain, stray] of text.matchAll(piece)) {
    const text = single ?? double?.replace(/\\(["\\$`])/g, '$1') ?? escaped ?? plain ?? stray;
    if (text !== undefined) {
      word = (word ?? '') + text;
    } else if (word !== undefined) {
      words.push(word);
      word = undefined;
    }
  }
  return word === undefined ? words : [...words, word];
}
