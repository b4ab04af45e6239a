/** A string as gdb shows one, with the address of a pointer to it before it. */
const shownString = /^(?:0x[0-9a-f]+ (?:<[^>]*> )?)?[uUL]?"((?:[^"\\]|\\.)*)"(\.\.\.)?$/s;

const escapes: Readonly<Record<string, number>> = {
  a: 7,
  b: 8,
  e: 27,
  f: 12,
  n: 10,
  r: 13,
  t: 9,
  v: 11,
};

/** A value for a sentence: that of a string is its text, any other is as gdb shows it. */
export function plainText(value: string): string {
  const match = shownString.exec(value);
  if (match?.[1] === undefined) {
    return value;
  }
  return `${unescape(match[1])}${match[2] === undefined ? '' : '…'}`;
}

function unescape(text: string): string {
  // Escaped bytes may be parts of one character.
  const bytes = text
    .split(/(\\(?:[0-7]{1,3}|.))/s)
    .map((part) => (part.startsWith('\\') ? escapedByte(part.slice(1)) : Buffer.from(part)));
  return Buffer.concat(bytes).toString('utf8');
}

function escapedByte(escape: string): Buffer {
  if (/^[0-7]+$/.test(escape)) {
    return Buffer.from([parseInt(escape, 8) & 0xff]);
  }
  const code = escapes[escape];
  return code === undefined ? Buffer.from(escape) : Buffer.from([code]);
}
