import type { Readable } from 'node:stream';

/** Reads a stream of bytes piece by piece; rejects when it breaks before its end. */
export function chunksOf(source: Readable): AsyncIterable<Buffer> {
  return source;
}

/** Reads a stream to its end as UTF-8. */
export async function readText(source: Readable): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of chunksOf(source)) {
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
