import type { Readable, Writable } from 'node:stream';
import type { OpenTerminalBody } from '../../domain/launchConfiguration';
import type { ContainerEngine } from '../../engine/containerEngine';
import type { TerminalSize } from '../../engine/execOperations';
import { splitFirstLine } from '../../engine/firstLine';
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
  { containerId, argv, user, env, cwd }: OpenTerminalBody,
  size: TerminalSize | undefined,
): Promise<TtyHolder> {
  const process = await engine.exec(containerId, {
    argv,
    tty: true,
    stdin: true,
    ...(user === undefined ? {} : { user }),
    ...(env ? { env } : {}),
    ...(cwd === undefined ? {} : { cwd }),
    ...(size ? { size } : {}),
  });
  const { firstLine, rest } = splitFirstLine(process.stdout);
  const tty = await firstLine;
  if (!tty.startsWith('/dev/')) {
    process.dispose();
    throw new UserError(
      `The container gave no terminal to the program${tty === '' ? '' : `: ${tty}`}.`,
    );
  }
  return {
    tty,
    stdout: rest,
    stdin: process.stdin,
    exit: process.exit,
    resize: (newSize) => process.resize(newSize),
  };
}
