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
      const { frames, variables, shown } = live().debuggee;
      const frame = frames.find(frameId);
      const scopes = variables.scopes(frame);
      shown.scopes(frame, scopes);
      return Promise.resolve({ scopes });
    },
    variables: async ({ variablesReference, start, count }) => {
      const { shown, variables } = live().debuggee;
      const children = await variables.list(variablesReference, start, count);
      shown.children(variablesReference, children);
      return { variables: [...children] };
    },
    setVariable: async ({ variablesReference, name, value }) => ({
      value: await live().debuggee.variables.assign(variablesReference, name, value),
    }),
    evaluate: (args) => evaluate(live(), connection, args),
  };
}
