import { PassThrough, type Readable } from 'node:stream';

/**
 * Takes the first line off the output of a process that announces something on it; what follows
 * goes on in `rest`. `firstLine` is trimmed, and all there was when the output ended before a line
 * did. A broken connection ends `rest`; the process's `exit` tells of it.
 */
export function splitFirstLine(source: Readable): {
  readonly firstLine: Promise<string>;
  readonly rest: Readable;
} {
  const rest = new PassThrough();
  const firstLine = new Promise<string>((resolve) => {
    let head = Buffer.alloc(0);
    const onData = (chunk: Buffer): void => {
      head = Buffer.concat([head, chunk]);
      const end = head.indexOf('\n');
      if (end >= 0) {
        source.off('data', onData);
        source.pause();
        rest.write(head.subarray(end + 1));
        source.pipe(rest);
        resolve(head.toString('utf8', 0, end).trim());
      }
    };
    const onEnd = (): void => {
      resolve(head.toString('utf8').trim());
      rest.end();
    };
    source.on('data', onData);
    source.once('end', onEnd);
    source.once('close', onEnd);
    source.once('error', onEnd);
  });
  return { firstLine, rest };
}
