import type { DapHandlers } from '../client/dapRequests';
import type { LiveSession } from '../liveSession';
import { signalHandlers } from './signalHandlers';
import { exceptionInfoHandler } from './stopCause';

/** The requests about exceptions, signals and recordings. */
export function specialHandlers(
  live: () => LiveSession,
): Pick<DapHandlers, 'stepBack' | 'reverseContinue'> &
  ReturnType<typeof signalHandlers> &
  ReturnType<typeof exceptionInfoHandler> {
  return {
    ...exceptionInfoHandler(live),
    ...signalHandlers(live),
    stepBack: async ({ threadId, granularity }) => {
      const { reporter, specialStops } = live();
      const by = granularity === 'instruction' ? 'instruction' : 'line';
      await reporter.letGo(threadId, () => specialStops.recording.stepBack(threadId, by));
      return undefined;
    },
    reverseContinue: async ({ threadId }) => {
      const { reporter, specialStops } = live();
      await reporter.letGo(threadId, () => specialStops.recording.continueBack());
      return undefined;
    },
  };
}
