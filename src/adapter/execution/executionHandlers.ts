import type { DebugProtocol } from '@vscode/debugprotocol';
import { errorMessage, UserError } from '../../base/errors';
import { freezeOthersRequest } from '../../domain/launchConfiguration';
import type { StepKind } from '../../gdb/executionCommands';
import { GdbEndedError, GdbError } from '../../gdb/gdbError';
import type { DapConnection } from '../client/dapConnection';
import type { DapHandlers } from '../client/dapRequests';
import type { LiveSession } from '../liveSession';

/** What the requests for steps have in common. */
type StepArguments = Pick<DebugProtocol.NextArguments, 'threadId' | 'singleThread' | 'granularity'>;

/** The requests that let the program go on or stop it. */
export function executionHandlers(
  live: () => LiveSession,
  connection: DapConnection,
): Pick<
  DapHandlers,
  'continue' | 'pause' | 'next' | 'stepIn' | 'stepOut' | typeof freezeOthersRequest
> {
  const step = async (
    kind: StepKind,
    { threadId, granularity, singleThread }: StepArguments,
  ): Promise<undefined> => {
    const { debuggee, reporter } = live();
    debuggee.forget(debuggee.control.nonStop ? [threadId] : 'all');
    const request = {
      kind: instructionStep(kind, granularity),
      threadId,
      single: singleThread === true,
    };
    await reporter.letGo(threadId, () => debuggee.stepper.step(request));
    return undefined;
  };
  return {
    continue: async ({ threadId, singleThread = false }) => {
      const { debuggee, reporter } = live();
      const { nonStop } = debuggee.control;
      debuggee.forget(nonStop && threadId !== 0 ? [threadId] : 'all');
      await reporter
        .letGo(threadId, () => debuggee.stepper.continue(threadId, singleThread))
        .catch((error: unknown) => {
          // What runs already need not be told to.
          if (!(error instanceof GdbError) || error.failure !== 'programRunning') {
            throw error;
          }
        });
      const alone = debuggee.stepper.goesAlone(singleThread);
      return { allThreadsContinued: threadId === 0 || !(nonStop || alone) };
    },
    [freezeOthersRequest]: ({ on }) => {
      const { debuggee, note } = live();
      if (debuggee.control.nonStop) {
        throw new UserError(
          'The threads of this session stop one by one ("nonStop"): a thread that stands does so until it is let go on itself.',
        );
      }
      debuggee.stepper.freezeOthers(on);
      note(
        on
          ? 'Only the thread that is stepped or continued runs now; the others stand until "Thaw Threads".'
          : 'All threads run again when the program goes on.',
      );
      return Promise.resolve(undefined);
    },
    pause: ({ threadId }) => {
      const paused = live().debuggee.control.pause(threadId);
      // The answer does not wait for the stop; a stop that never comes is told when that is clear.
      paused.catch((error: unknown) => {
        if (!(error instanceof GdbEndedError)) {
          connection.event('output', { category: 'important', output: `${errorMessage(error)}\n` });
        }
      });
      return Promise.resolve(undefined);
    },
    next: (args) => step('next', args),
    stepIn: async (args) => {
      const { threadId, targetId } = args;
      if (targetId === undefined) {
        return step('stepIn', args);
      }
      const { debuggee, reporter } = live();
      await reporter.letGo(threadId, () => debuggee.stepTargets.into(threadId, targetId));
      return undefined;
    },
    stepOut: (args) => step('stepOut', args),
  };
}

function instructionStep(
  kind: StepKind,
  granularity: DebugProtocol.SteppingGranularity | undefined,
): StepKind {
  if (granularity !== 'instruction' || kind === 'stepOut') {
    return kind;
  }
  return kind === 'next' ? 'nextInstruction' : 'stepInstruction';
}
