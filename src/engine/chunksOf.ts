import { finished, type Readable } from 'node:stream';

/** Reads a stream of bytes piece by piece; rejects when it breaks before its end. */
export function chunksOf(source: Readable): AsyncIterable<Buffer> {
  return source;
}

/**
 * Hands a stream on piece by piece, in the turn in which each arrives; a promise holds the source back
 * until it settles. Resolves at the end; rejects when the source breaks.
 */
export function handOn(
  source: Readable,
  take: (chunk: Buffer) => Promise<unknown> | undefined,
): Promise<void> {
  source.on('data', (chunk: Buffer) => {
    const held = take(chunk);
    if (held) {
      source.pause();
      void held.finally(() => source.resume());
    }
  });
  return new Promise((resolve, reject) => {
    // Of a connection only the reading side counts; the other may stay open.
    finished(source, { writable: false }, (error) => {
      source.destroy();
      if (error) {
        reject(error);
      } else {
        resolve();
      }
    });
  });
}

/** Reads a stream to its end as UTF-8. */
export async function readText(source: Readable): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of chunksOf(source)) {
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
