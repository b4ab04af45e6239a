/** A part of a log message: text as it is, or an expression to evaluate. */
export type LogPart = { readonly text: string } | { readonly expression: string };

/** Splits a log message at its `{expressions}`. Braces inside an expression may nest; `\{` is a brace. */
export function parseLogMessage(message: string): readonly LogPart[] {
  const parts: LogPart[] = [];
  let text = '';
  let at = 0;
  while (at < message.length) {
    const end = message[at] === '{' ? closingBrace(message, at) : undefined;
    if (end !== undefined) {
      parts.push({ text }, { expression: message.slice(at + 1, end).trim() });
      text = '';
      at = end + 1;
    } else {
      at += message[at] === '\\' && /[{}]/.test(message[at + 1] ?? '') ? 1 : 0;
      text += message[at] ?? '';
      at += 1;
    }
  }
  parts.push({ text });
  return parts.filter((part) => !('text' in part) || part.text !== '');
}

function closingBrace(message: string, open: number): number | undefined {
  let depth = 0;
  for (let at = open; at < message.length; at += 1) {
    depth += message[at] === '{' ? 1 : message[at] === '}' ? -1 : 0;
    if (depth === 0) {
      return at;
    }
  }
  return undefined;
}
