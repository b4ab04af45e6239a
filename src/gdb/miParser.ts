import { MiTuple, type MiAsyncRecord, type MiRecord, type MiValue } from './miRecord';

/**
 * Reads one line of gdb's output, without its line end. Text is decoded only here, string by
 * string: gdb writes bytes beyond ASCII as octal escapes, and the program may write any bytes at all.
 *
 * A program without a terminal of its own shares gdb's output. Its text is told from records by not
 * parsing as one; text that a record follows on the same line (no newline at its end) is cut off.
 * Nothing is dropped: what is no record is text. Text that is written exactly as a record cannot be
 * told from one.
 */
export function parseMiLine(line: Buffer): readonly MiRecord[] {
  // One character per byte: the grammar is ASCII, and strings go back to bytes before decoding.
  const text = line.toString('latin1');
  const record = parseRecord(text);
  if (record) {
    return [record];
  }
  for (const match of text.matchAll(recordStart)) {
    const rest = match.index > 0 ? parseRecord(text.slice(match.index)) : undefined;
    if (rest) {
      return [{ kind: 'program', text: fromBytes(text.slice(0, match.index)) }, rest];
    }
  }
  return [{ kind: 'program', text: `${fromBytes(text)}\n` }];
}

/** A run of digits is looked at once: a program may print a million of them on one line. */
const recordStart =
  /(?<!\d)\d*\^(?:done|running|connected|error|exit)|\*(?:stopped|running),|=[a-z]+(?:-[a-z]+)+,|[~@&]"|\(gdb\) ?\r?$/g;

/** Each way in is one of gdb's; everything else that looks alike is the program's. */
const recordNames: Readonly<Record<string, RegExp>> = {
  '^': /^(?:done|running|connected|error|exit)$/,
  '*': /^(?:stopped|running)$/,
  '+': /^download$/,
  '=': /^[a-z]+(?:-[a-z]+)+$/,
};

/** Values lie this deep at most. gdb's own lie some five deep; a program may print any brackets. */
const maximumDepth = 200;

function parseRecord(text: string): MiRecord | undefined {
  const trimmed = text.endsWith('\r') ? text.slice(0, -1) : text;
  if (trimmed === '(gdb) ' || trimmed === '(gdb)') {
    return { kind: 'prompt' };
  }
  try {
    return new Reader(trimmed).record();
  } catch (error) {
    if (error === notMi) {
      return undefined;
    }
    throw error;
  }
}

/** Thrown and caught in this file: the text is no record. One for all, as making an error is slow. */
const notMi = new Error('This is not MI.');

const asyncKinds: Readonly<Record<string, MiAsyncRecord['kind']>> = {
  '*': 'exec',
  '+': 'status',
  '=': 'notify',
};

const streamKinds: Readonly<Record<string, 'console' | 'target' | 'log'>> = {
  '~': 'console',
  '@': 'target',
  '&': 'log',
};

const quote = 0x22;
const backslash = 0x5c;

/** What stands behind a backslash, and the byte that is meant. Every other one means itself. */
const escapes = new Map(
  Object.entries({ n: 10, t: 9, r: 13, f: 12, b: 8, a: 7, v: 11, e: 27 }).map(([letter, byte]) => [
    letter.charCodeAt(0),
    byte,
  ]),
);

class Reader {
  private at = 0;
  private depth = 0;

  constructor(private readonly text: string) {}

  record(): MiRecord {
    const token = this.match(/\d*/y);
    const sign = this.text[this.at] ?? '';
    this.at += 1;
    const stream = streamKinds[sign];
    if (stream && token === '') {
      const text = this.string();
      this.expectEnd();
      return { kind: stream, text };
    }
    const kind = sign === '^' ? 'result' : asyncKinds[sign];
    if (!kind) {
      throw notMi;
    }
    const name = this.match(/[a-z-]+/y);
    if (!recordNames[sign]?.test(name)) {
      throw notMi;
    }
    const body = this.body();
    return kind === 'result'
      ? { kind, token: token === '' ? undefined : Number(token), name, body }
      : { kind, name, body };
  }

  private body(): MiTuple {
    const entries: [string, MiValue][] = [];
    while (this.at < this.text.length) {
      this.expect(',');
      entries.push(this.entry());
    }
    return entries.length === 0 ? MiTuple.empty : new MiTuple(entries);
  }

  private entry(): [string, MiValue] {
    const next = this.text[this.at];
    if (next === '"' || next === '{' || next === '[') {
      return ['', this.value()];
    }
    const name = this.match(/[^=,"{}[\]\s]+/y);
    this.expect('=');
    return [name, this.value()];
  }

  private value(): MiValue {
    switch (this.text[this.at]) {
      case '"':
        return this.string();
      case '{':
        return new MiTuple(this.entries('}'));
      case '[':
        return this.entries(']').map(([, value]) => value);
      default:
        throw notMi;
    }
  }

  private entries(close: string): [string, MiValue][] {
    this.at += 1;
    this.depth += 1;
    if (this.depth > maximumDepth) {
      throw notMi;
    }
    const entries: [string, MiValue][] = [];
    while (this.text[this.at] !== close) {
      if (entries.length > 0) {
        this.expect(',');
      }
      entries.push(this.entry());
    }
    this.at += 1;
    this.depth -= 1;
    return entries;
  }

  private string(): string {
    this.expect('"');
    const start = this.at;
    let hasEscape = false;
    for (;;) {
      const code = this.text.charCodeAt(this.at);
      if (code === quote) {
        break;
      }
      if (Number.isNaN(code)) {
        throw notMi;
      }
      hasEscape ||= code === backslash;
      this.at += code === backslash ? 2 : 1;
    }
    const inside = this.text.slice(start, this.at);
    this.at += 1;
    return hasEscape ? unescaped(inside) : fromBytes(inside);
  }

  private match(pattern: RegExp): string {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.text)?.[0];
    if (found === undefined) {
      throw notMi;
    }
    this.at += found.length;
    return found;
  }

  private expect(character: string): void {
    if (this.text[this.at] !== character) {
      throw notMi;
    }
    this.at += 1;
  }

  private expectEnd(): void {
    if (this.at !== this.text.length) {
      throw notMi;
    }
  }
}

/** Takes the escapes out of what stands between two quotes: letters, and up to three octal digits. */
function unescaped(written: string): string {
  const bytes = Buffer.allocUnsafe(written.length);
  let length = 0;
  for (let at = 0; at < written.length; at += 1) {
    let byte = written.charCodeAt(at);
    if (byte === backslash) {
      at += 1;
      byte = written.charCodeAt(at);
      const digits = octalDigits(written, at);
      if (digits > 0) {
        byte = Number.parseInt(written.slice(at, at + digits), 8);
        at += digits - 1;
      } else {
        byte = escapes.get(byte) ?? byte;
      }
    }
    bytes[length] = byte;
    length += 1;
  }
  return bytes.toString('utf8', 0, length);
}

const zero = 0x30;

function isOctal(code: number): boolean {
  return code >= zero && code < zero + 8;
}

/** How many octal digits stand at a place: three at most, of a number that fits a byte. */
function octalDigits(text: string, at: number): number {
  const most = text.charCodeAt(at) < zero + 4 ? 3 : 2;
  let count = 0;
  while (count < most && isOctal(text.charCodeAt(at + count))) {
    count += 1;
  }
  return count;
}

/** UTF-8 text out of a string that holds one byte per character. */
function fromBytes(bytes: string): string {
  // The fast path: nearly everything that gdb writes is ASCII.
  return /[\x80-\xff]/.test(bytes) ? Buffer.from(bytes, 'latin1').toString('utf8') : bytes;
}
