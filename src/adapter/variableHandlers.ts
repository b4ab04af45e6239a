import type { DapConnection } from './dapConnection';
import type { DapHandlers } from './dapRequests';
import { evaluate } from './evaluation';
import type { LiveSession } from './liveSession';

/** The requests about scopes, variables and expressions. */
export function variableHandlers(
  live: () => LiveSession,
  connection: DapConnection,
): Pick<DapHandlers, 'scopes' | 'variables' | 'setVariable' | 'evaluate'> {
  return {
    scopes: ({ frameId }) => {
      const { frames, variables } = live().debuggee;
      return Promise.resolve({ scopes: variables.scopes(frames.find(frameId)) });
    },
    variables: async ({ variablesReference, start, count }) => ({
      variables: [...(await live().debuggee.variables.list(variablesReference, start, count))],
    }),
    setVariable: async ({ variablesReference, name, value }) => ({
      value: await live().debuggee.variables.assign(variablesReference, name, value),
    }),
    evaluate: (args) => evaluate(live(), connection, args),
  };
}
