import type { DebugProtocol } from '@vscode/debugprotocol';
import { errorMessage } from '../base/errors';
import { continueProgram, stepThread, type StepKind } from '../gdb/executionCommands';
import type { DapConnection } from './dapConnection';
import type { DapHandlers } from './dapRequests';
import type { LiveSession } from './liveSession';

/** The requests that let the program go on or stop it. */
export function executionHandlers(
  live: () => LiveSession,
  connection: DapConnection,
): Pick<DapHandlers, 'continue' | 'pause' | 'next' | 'stepIn' | 'stepOut'> {
  const step = async (
    kind: StepKind,
    threadId: number,
    granularity?: DebugProtocol.SteppingGranularity,
  ): Promise<undefined> => {
    const { debuggee, reporter } = live();
    debuggee.forget();
    reporter.expectResume(true);
    await stepThread(debuggee.client, instructionStep(kind, granularity), threadId);
    return undefined;
  };
  return {
    continue: async () => {
      const { debuggee, reporter } = live();
      debuggee.forget();
      reporter.expectResume(false);
      await continueProgram(debuggee.client);
      return { allThreadsContinued: true };
    },
    pause: () => {
      const paused = live().debuggee.control.pause();
      // The answer does not wait for the stop; a stop that never comes is told when that is clear.
      paused.catch((error: unknown) => {
        connection.event('output', { category: 'important', output: `${errorMessage(error)}\n` });
      });
      return Promise.resolve(undefined);
    },
    next: ({ threadId, granularity }) => step('next', threadId, granularity),
    stepIn: ({ threadId, granularity }) => step('stepIn', threadId, granularity),
    stepOut: ({ threadId }) => step('stepOut', threadId),
  };
}

function instructionStep(
  kind: StepKind,
  granularity: DebugProtocol.SteppingGranularity | undefined,
): StepKind {
  if (granularity !== 'instruction') {
    return kind;
  }
  return kind === 'next' ? 'nextInstruction' : 'stepInstruction';
}
