import { UserError } from '../../base/errors';
import { changeSignalsRequest, signalsRequest } from '../../domain/launchConfiguration';
import { Attributes } from '../plan/attributes';
import type { DapHandlers } from '../client/dapRequests';
import type { LiveSession } from '../liveSession';
import { readSignals } from '../plan/signalAttributes';

/** The requests for the list of signals, which are no part of DAP. */
export function signalHandlers(
  live: () => LiveSession,
): Pick<DapHandlers, typeof signalsRequest | typeof changeSignalsRequest> {
  return {
    [signalsRequest]: async () => ({ signals: [...(await live().specialStops.signals.list())] }),
    [changeSignalsRequest]: async (args) => {
      const { plan, specialStops } = live();
      if (plan.noDebug) {
        throw new UserError('The program runs without debugging, and gets all of its signals.');
      }
      await specialStops.signals.change(readSignals(new Attributes(args)), 'The change');
      return { signals: [...(await specialStops.signals.list())] };
    },
  };
}
