import { MiTuple, type MiAsyncRecord, type MiRecord, type MiValue } from './miRecord';

/**
 * Reads one line of gdb's output, without its line end. Text is decoded only here, string by
 * string: gdb writes bytes beyond ASCII as octal escapes, and the program may write any bytes at all.
 *
 * A program without a terminal of its own shares gdb's output. Its text is told from records by not
 * parsing as one; text that a record follows on the same line (no newline at its end) is cut off.
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

const recordStart =
  /\d+\^(?:done|running|connected|error|exit)|\*(?:stopped|running),|=[a-z]+(?:-[a-z]+)+,|[~@&]"|\(gdb\) ?$/g;

function parseRecord(text: string): MiRecord | undefined {
  if (/^\(gdb\) ?$/.test(text)) {
    return { kind: 'prompt' };
  }
  try {
    return new Reader(text).record();
  } catch (error) {
    if (error instanceof NotMi) {
      return undefined;
    }
    throw error;
  }
}

/** Thrown and caught in this file: the text is no record. */
class NotMi extends Error {}

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

const escapes: Readonly<Record<string, string>> = {
  n: '\n',
  t: '\t',
  r: '\r',
  f: '\f',
  b: '\b',
  a: '\x07',
  v: '\v',
  e: '\x1b',
};

class Reader {
  private at = 0;

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
      throw new NotMi();
    }
    const name = this.match(/[a-z]+(?:-[a-z]+)*/y);
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
        throw new NotMi();
    }
  }

  private entries(close: string): [string, MiValue][] {
    this.at += 1;
    const entries: [string, MiValue][] = [];
    while (this.text[this.at] !== close) {
      if (entries.length > 0) {
        this.expect(',');
      }
      entries.push(this.entry());
    }
    this.at += 1;
    return entries;
  }

  private string(): string {
    this.expect('"');
    const plain = this.match(/[^"\\]*/y);
    if (this.text[this.at] === '"') {
      this.at += 1;
      return fromBytes(plain);
    }
    const parts = [plain];
    while (this.text[this.at] === '\\') {
      this.at += 1;
      const octal = this.match(/[0-3]?[0-7]{0,2}/y);
      if (octal === '') {
        const escaped = this.text[this.at] ?? '';
        this.at += 1;
        parts.push(escapes[escaped] ?? escaped);
      } else {
        parts.push(String.fromCharCode(parseInt(octal, 8)));
      }
      parts.push(this.match(/[^"\\]*/y));
    }
    this.expect('"');
    return fromBytes(parts.join(''));
  }

  private match(pattern: RegExp): string {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.text)?.[0];
    if (found === undefined) {
      throw new NotMi();
    }
    this.at += found.length;
    return found;
  }

  private expect(character: string): void {
    if (this.text[this.at] !== character) {
      throw new NotMi();
    }
    this.at += 1;
  }

  private expectEnd(): void {
    if (this.at !== this.text.length) {
      throw new NotMi();
    }
  }
}

/** UTF-8 text out of a string that holds one byte per character. */
function fromBytes(bytes: string): string {
  // The fast path: nearly everything that gdb writes is ASCII.
  return /[\x80-\xff]/.test(bytes) ? Buffer.from(bytes, 'latin1').toString('utf8') : bytes;
}
