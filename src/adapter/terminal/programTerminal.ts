import { once } from 'node:events';
import { errorMessage } from '../../base/errors';
import type { Logger } from '../../base/logger';
import type { OpenTerminalBody, TerminalOpenedArguments } from '../../domain/launchConfiguration';
import { runInContainer } from '../../engine/runInContainer';
import type { DebugContainer } from '../start/debugContainer';
import type { DebugBackend } from '../start/debugBackend';
import {
  openOwnTerminal,
  readAnnouncedTerminal,
  type AnnouncedTerminal,
  type OutputSink,
  type OwnTerminal,
  type TerminalCommand,
} from './inferiorTerminal';

/** How long the client may take to open a terminal. */
const clientTimeout = 15_000;

/**
 * The terminal that the program gets, and who shows it. It has no name when the container can give
 * none: the program then writes into gdb's output.
 */
export interface ProgramTerminal extends Partial<AnnouncedTerminal> {
  /** Present when the adapter itself shows it. */
  readonly own?: OwnTerminal;
  /** Has the holder keep it open beyond the session, as long as the program uses it. */
  keep?(): Promise<void>;
}

/** Has one that the adapter shows, if it was opened ahead. */
export type TakeEarly = (onOutput: OutputSink) => Promise<OwnTerminal | undefined>;

/** Asks the client to open a terminal, which is not wanted any more once the signal says so. */
export type AskForTerminal = (
  body: OpenTerminalBody,
  signal: AbortSignal,
) => Promise<TerminalOpenedArguments>;

/** Who hears of a terminal. */
interface TerminalListeners {
  /** Gets what the program writes, where the adapter itself shows it. */
  readonly onOutput: OutputSink;
  /** Says something to the person. */
  readonly note: (text: string) => void;
}

/** Opens the program's terminal: by the client when it can show one, else for `output` events. */
export async function openProgramTerminal(
  { container, program }: Pick<DebugBackend, 'container' | 'program'>,
  command: (echo: 'echo' | 'quiet') => TerminalCommand,
  askClient: AskForTerminal | undefined,
  { onOutput, note }: TerminalListeners,
  log: Logger,
  takeEarly?: TakeEarly,
): Promise<ProgramTerminal> {
  if (askClient) {
    const body = {
      containerId: container.id,
      ...(container.user && { user: container.user }),
      title: program.replace(/^.*\//, ''),
      ...command('echo'),
    };
    const limit = AbortSignal.timeout(clientTimeout);
    const answer = await Promise.race([askClient(body, limit), noAnswer(limit)]);
    const announced = 'tty' in answer ? readAnnouncedTerminal(answer.tty) : undefined;
    if (announced) {
      return { ...announced, keep: () => keepOpen(container, announced, log) };
    }
    const reason = 'tty' in answer ? `"${answer.tty}" is no terminal.` : answer.error;
    note(`The client opened no terminal for the program, whose output is shown here: ${reason}`);
  }
  try {
    const own =
      (await takeEarly?.(onOutput)) ??
      (await openOwnTerminal(container, command('quiet'), onOutput));
    return own
      ? {
          tty: own.tty,
          controllable: own.controllable,
          own,
          keep: () => keepOpen(container, own, log),
        }
      : {};
  } catch (error) {
    log.warn(`The container gave the program no terminal: ${errorMessage(error)}`);
    return {};
  }
}

async function noAnswer(limit: AbortSignal): Promise<TerminalOpenedArguments> {
  await once(limit, 'abort');
  return { error: `It did not do so within ${clientTimeout / 1000} seconds.` };
}

async function keepOpen(
  { engine, id, user }: DebugContainer,
  { holderId }: AnnouncedTerminal,
  log: Logger,
): Promise<void> {
  if (holderId === undefined) {
    return;
  }
  await runInContainer(engine, id, {
    argv: ['sh', '-c', 'kill -s USR1 "$1"', 'sh', String(holderId)],
    ...(user && { user }),
  }).catch((error: unknown) => log.warn(`The terminal is not kept open: ${errorMessage(error)}`));
}
