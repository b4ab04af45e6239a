import type { MiClient } from './miClient';
import { select, type FrameSelector } from './variableCommands';

/** How many bytes are read at once. */
const chunkSize = 1 << 20;

/**
 * The text of a string, however long, in quotes; undefined for what is no string. gdb itself takes a
 * second for each ten thousand characters that it prints, so they are read from memory.
 */
export async function readWholeText(
  client: MiClient,
  expression: string,
  frame: FrameSelector | undefined,
): Promise<string | undefined> {
  const options = frame ? select(frame) : [];
  const command = `python drydock_text(${JSON.stringify(expression)})`;
  const place = await client.consoleCommand(command, options).catch(() => '');
  const [, start, count = '', size = ''] = /^(\d+) (\d+) ([124])$/m.exec(place) ?? [];
  if (start === undefined) {
    return undefined;
  }
  const length = Number(count) * Number(size);
  const chunks: Buffer[] = [];
  for (let offset = 0; offset < length; offset += chunkSize) {
    const words = [
      String(BigInt(start) + BigInt(offset)),
      String(Math.min(chunkSize, length - offset)),
    ];
    const body = await client.command('-data-read-memory-bytes', ...words);
    chunks.push(Buffer.from(body.tuples('memory')[0]?.text('contents') ?? '', 'hex'));
  }
  return quoted(decode(Buffer.concat(chunks), Number(size)));
}

/** Little-endian text of characters of that size; what is none becomes an escape. */
function decode(bytes: Buffer, size: number): string {
  switch (size) {
    case 1:
      return bytes.toString('utf8').includes('\ufffd')
        ? escapeInvalid(bytes)
        : bytes.toString('utf8');
    case 2:
      return bytes.toString('utf16le');
    default: {
      const parts: string[] = [];
      for (let at = 0; at + 4 <= bytes.length; at += 4) {
        const code = bytes.readUInt32LE(at);
        parts.push(code <= 0x10ffff ? String.fromCodePoint(code) : `\\U${code.toString(16)}`);
      }
      return parts.join('');
    }
  }
}

/** UTF-8 with the bytes that belong to no character written as gdb writes them, such as `\377`. */
function escapeInvalid(bytes: Buffer): string {
  const character =
    /\p{ASCII}+|[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}|[^]/gu;
  return bytes.toString('latin1').replace(character, (found) => {
    const text = Buffer.from(found, 'latin1').toString('utf8');
    return text.includes('\ufffd')
      ? [...Buffer.from(found, 'latin1')].map((byte) => `\\${byte.toString(8)}`).join('')
      : text;
  });
}

function quoted(text: string): string {
  const escaped = text.replace(/\\(?![0-7]{3})|["\n\r\t\0]/g, (found) => escapes[found] ?? found);
  return `"${escaped}"`;
}

const escapes: Readonly<Record<string, string>> = {
  '\\': '\\\\',
  '"': '\\"',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
  '\0': '\\000',
};
