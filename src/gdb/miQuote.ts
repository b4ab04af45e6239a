/** Writes one parameter of an MI command; quotes it only where gdb would split or unescape it. */
export function quoteMi(parameter: string): string {
  return /^[\w./:+@%=*$<>-]+$/.test(parameter) ? parameter : quoteMiString(parameter);
}

/** Writes a text as a C string, as gdb reads one. */
export function quoteMiString(text: string): string {
  const escaped = text.replace(/[\\"\n\r\t]/g, (character) => escapes[character] ?? character);
  return `"${escaped}"`;
}

const escapes: Readonly<Record<string, string>> = {
  '\\': '\\\\',
  '"': '\\"',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
};
