import type { DebugProtocol } from '@vscode/debugprotocol';
import { UserError } from '../../base/errors';
import type { DapHandlers } from '../client/dapRequests';
import type { ShownException } from './exceptionReader';
import type { LiveSession } from '../liveSession';

/** The exception or the signal that a thread was stopped by. */
export interface StopCause {
  readonly threadId: number;
  /** What the list of threads shows, such as `Exception thrown`. */
  readonly description: string;
  /** One line about what happened, such as `std::runtime_error: no such ship`. */
  readonly text: string;
  /** The type of the exception, or the name of the signal. */
  readonly exceptionId: string;
  /** What the client shows below the id. */
  readonly explanation: string;
  readonly breakMode: DebugProtocol.ExceptionBreakMode;
  /** Of a C++ exception. */
  readonly exception?: ShownException;
}

/** What the client is told about a stop by an exception or a signal. */
export function causeOfStop({ description, text }: StopCause): {
  readonly reason: 'exception';
  readonly description: string;
  readonly text: string;
} {
  return { reason: 'exception', description, text };
}

/** The request for what a thread was stopped by. */
export function exceptionInfoHandler(live: () => LiveSession): Pick<DapHandlers, 'exceptionInfo'> {
  return {
    exceptionInfo: async ({ threadId }) => {
      const { debuggee, specialStops } = live();
      const cause = specialStops.causeOf(threadId);
      if (!cause) {
        throw new UserError(`Thread ${threadId} was not stopped by an exception or a signal.`);
      }
      const { stackFrames } = await debuggee.frames.list({ threadId, levels: shownFrames });
      const { exceptionId, explanation, breakMode, exception } = cause;
      return {
        exceptionId,
        description: explanation,
        breakMode,
        details: { ...exception, stackTrace: stackFrames.map(frameLine).join('\n') },
      };
    },
  };
}

/** As many frames as are written below an exception; the call stack has the others. */
const shownFrames = 20;

/** A form in which editors find the place and make a link of it. */
function frameLine({ name, source, line }: DebugProtocol.StackFrame): string {
  const path = source?.path ?? source?.name;
  return path === undefined ? `    at ${name}` : `    at ${name} (${path}:${line})`;
}
