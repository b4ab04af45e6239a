import type { DebugProtocol } from '@vscode/debugprotocol';
import { UserError } from '../../base/errors';
import type { DapHandlers } from '../client/dapRequests';
import type { LiveSession } from '../liveSession';
import type { WatchedData } from './watchedData';

/** The requests about data breakpoints. */
export function dataBreakpointHandlers(
  live: () => LiveSession,
): Pick<DapHandlers, 'dataBreakpointInfo' | 'setDataBreakpoints'> {
  return {
    dataBreakpointInfo: async (args) => {
      try {
        const { dataId, label, bytes = 0, lasting, frame } = await findData(live(), args);
        return {
          dataId,
          description: `${label} (${bytes} bytes${frame ? ', until its function ends' : ''})`,
          accessTypes: ['read', 'write', 'readWrite'],
          canPersist: lasting,
        };
      } catch (error) {
        if (error instanceof UserError) {
          return { dataId: null, description: error.message };
        }
        throw error;
      }
    },

    setDataBreakpoints: async ({ breakpoints }) => {
      const { plan, debuggee } = live();
      if (plan.noDebug) {
        const message = 'The program runs without debugging.';
        return { breakpoints: breakpoints.map(() => ({ verified: false, message })) };
      }
      return { breakpoints: await debuggee.dataBreakpoints.set(breakpoints) };
    },
  };
}

function findData(
  { debuggee }: LiveSession,
  args: DebugProtocol.DataBreakpointInfoArguments,
): Promise<WatchedData> {
  const { variablesReference, name, frameId, bytes, asAddress } = args;
  const { control, dataBreakpoints, frames, shown } = debuggee;
  const { finder } = dataBreakpoints;
  if (control.running) {
    throw new UserError('The program is running. Pause it to watch its data.');
  }
  if (asAddress) {
    if (!/^(?:0x[0-9a-f]+|\d+)$/i.test(name)) {
      throw new UserError(`"${name}" is no address. Write it as a number, such as 0x7ffe0010.`);
    }
    return finder.memory(name, bytes ?? 1);
  }
  const framed = variablesReference
    ? shown.find(variablesReference, name)
    : { expression: name, ...(frameId !== undefined && { frame: frames.find(frameId) }) };
  if (!framed) {
    throw new UserError(
      `"${name}" has no name in the language by which it could be watched. Add it to WATCH as an expression.`,
    );
  }
  return finder.expression(framed, variablesReference ? framed.expression : name, bytes);
}
