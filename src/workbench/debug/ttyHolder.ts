import { PassThrough, type Readable, type Writable } from 'node:stream';
import type { OpenTerminalBody } from '../../domain/launchConfiguration';
import type { ContainerEngine, TerminalSize } from '../../engine/containerEngine';
import { UserError } from '../../base/errors';

/** A tty in a container that is held open for a program, and both its ends here. */
export interface TtyHolder {
  /** Such as `/dev/pts/3`. */
  readonly tty: string;
  readonly stdout: Readable;
  readonly stdin: Writable;
  readonly exit: Promise<number>;
  resize(size: TerminalSize): Promise<void>;
}

/** Starts the command that the adapter named; its first line is the tty's name. */
export async function startTtyHolder(
  engine: ContainerEngine,
  { containerId, argv, user }: OpenTerminalBody,
  size: TerminalSize | undefined,
): Promise<TtyHolder> {
  const process = await engine.exec(containerId, {
    argv,
    tty: true,
    stdin: true,
    ...(user === undefined ? {} : { user }),
    ...(size ? { size } : {}),
  });
  const stdout = new PassThrough();
  const tty = await takeFirstLine(process.stdout, stdout);
  if (!tty.startsWith('/dev/')) {
    process.dispose();
    throw new UserError(
      `The container gave no terminal to the program${tty === '' ? '' : `: ${tty}`}.`,
    );
  }
  return {
    tty,
    stdout,
    stdin: process.stdin,
    exit: process.exit,
    resize: (newSize) => process.resize(newSize),
  };
}

/** Resolves with the first line of a stream, or all of it if it ends before; the rest goes on. */
function takeFirstLine(source: Readable, rest: Writable): Promise<string> {
  return new Promise((resolve, reject) => {
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
    source.on('data', onData);
    source.once('end', () => resolve(head.toString('utf8').trim()));
    source.once('error', reject);
  });
}
