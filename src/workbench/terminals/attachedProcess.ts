import { PassThrough, Transform, Writable } from 'node:stream';
import type { Attachment } from '../../engine/containerOperations';
import { TypedLines } from '../../domain/typedLines';
import type { TerminalProcess } from './execTerminal';

/** What {@link attachedProcess} cannot find in an attachment. */
export interface AttachedTo {
  /** Asked for once the connection has ended. */
  readonly exitCode: () => Promise<number>;
  /** Sends SIGINT to a process that has no terminal to tell it of Ctrl+C. */
  readonly interrupt: () => void;
  /** Whether what is typed reaches the process. */
  readonly takesInput: boolean;
}

/**
 * A container's first process, as a terminal shows it. Closing the terminal only detaches: the
 * process goes on.
 */
export function attachedProcess(
  attachment: Attachment,
  { exitCode, interrupt, takesInput }: AttachedTo,
): TerminalProcess {
  const { tty, ended } = attachment;
  const shown = tty ? undefined : both(attachment);
  return {
    stdout: shown ?? attachment.stdout,
    stdin: shown && takesInput ? typedLines(attachment.stdin, shown, interrupt) : attachment.stdin,
    exit: ended.then(exitCode),
    resize: (size) => attachment.resize(size),
    hangUp: () => {
      attachment.dispose();
      return Promise.resolve();
    },
  };
}

/** A program without a terminal ends its lines plainly, and writes to two streams. */
function both({ stdout, stderr }: Attachment): PassThrough {
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

/** Does with keys what a terminal's driver would. */
function typedLines(stdin: Writable, shown: Writable, interrupt: () => void): Writable {
  const lines = new TypedLines();
  const typed = new Writable({
    decodeStrings: false,
    write: (text: string, _encoding, done) => {
      const { echo, sent, ends, interrupts } = lines.type(text);
      if (shown.writable && (stdin.writable || interrupts)) {
        shown.write(echo);
      }
      if (interrupts) {
        interrupt();
      }
      if (sent !== '' && stdin.writable) {
        stdin.write(sent);
      }
      if (ends) {
        stdin.end();
      }
      done();
    },
  });
  // Its end shows in the process's own.
  stdin.on('error', () => undefined);
  return typed;
}

function withCarriageReturns(): Transform {
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      // Bytes, not text: a character may be split between two chunks.
      done(null, Buffer.from(chunk.toString('latin1').replace(/\r?\n/g, '\r\n'), 'latin1'));
    },
  });
}
