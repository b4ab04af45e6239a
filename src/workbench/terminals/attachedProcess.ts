import { PassThrough, Transform, type Readable } from 'node:stream';
import type { Attachment } from '../../engine/containerOperations';
import type { TerminalProcess } from './execTerminal';

/**
 * A container's first process, as a terminal shows it. Closing the terminal only detaches: the
 * process goes on. `exitCode` is asked for once the connection has ended.
 */
export function attachedProcess(
  attachment: Attachment,
  exitCode: () => Promise<number>,
): TerminalProcess {
  const { tty, stdin, ended } = attachment;
  return {
    stdout: tty ? attachment.stdout : both(attachment),
    stdin,
    exit: ended.then(exitCode),
    resize: (size) => attachment.resize(size),
    hangUp: () => {
      attachment.dispose();
      return Promise.resolve();
    },
  };
}

/** A program without a terminal ends its lines plainly, and writes to two streams. */
function both({ stdout, stderr }: Attachment): Readable {
  const shown = new PassThrough();
  let open = 2;
  for (const stream of [stdout, stderr]) {
    const lines = stream.pipe(withCarriageReturns());
    lines.pipe(shown, { end: false });
    lines.once('end', () => {
      open -= 1;
      if (open === 0) {
        shown.end();
      }
    });
  }
  return shown;
}

function withCarriageReturns(): Transform {
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      // Bytes, not text: a character may be split between two chunks.
      done(null, Buffer.from(chunk.toString('latin1').replace(/\r?\n/g, '\r\n'), 'latin1'));
    },
  });
}
