import { parseFormattedExpression } from '../../domain/formattedExpression';
import { hexadecimalRequest } from '../../domain/launchConfiguration';
import type { DapConnection } from '../client/dapConnection';
import type { DapHandlers } from '../client/dapRequests';
import { complete } from './completions';
import { evaluate, requireStopped, valueFormat } from './evaluation';
import { stopEvaluation } from './stopEvaluation';
import type { LiveSession } from '../liveSession';

/** The requests about scopes, variables and expressions. */
export function variableHandlers(
  live: () => LiveSession,
  connection: DapConnection,
): Pick<
  DapHandlers,
  | 'scopes'
  | 'variables'
  | 'setVariable'
  | 'setExpression'
  | 'evaluate'
  | 'completions'
  | typeof hexadecimalRequest
> {
  return {
    scopes: ({ frameId }) => {
      const { frames, variables, shown } = live().debuggee;
      const frame = frames.find(frameId);
      const scopes = variables.scopes(frame);
      shown.scopes(frame, scopes);
      return Promise.resolve({ scopes });
    },
    variables: async ({ variablesReference, start = 0, count = 0, filter, format }) => {
      const range = { start, ...(count > 0 && { count }), ...(filter && { filter }) };
      const { shown, variables } = live().debuggee;
      const children = await variables.list(variablesReference, range, valueFormat(live(), format));
      shown.children(variablesReference, children);
      return { variables: children };
    },
    setVariable: ({ variablesReference, name, value, format }) =>
      live().debuggee.variables.assign(
        variablesReference,
        name,
        value,
        valueFormat(live(), format),
      ),
    setExpression: ({ expression, value, frameId, format }) => {
      const { frames, variables } = requireStopped(live()).debuggee;
      const frame = frameId === undefined ? undefined : frames.find(frameId);
      const target = parseFormattedExpression(expression);
      const shown = { ...valueFormat(live(), format), ...target.format };
      return variables.assignTo({ ...target, format: shown }, value, frame);
    },
    evaluate: (args, cancelled) => {
      const session = live();
      const evaluation = evaluate(session, connection, args);
      cancelled().addEventListener('abort', () => {
        stopEvaluation(session, evaluation).catch(() => undefined);
      });
      return evaluation;
    },
    [hexadecimalRequest]: ({ on }) => {
      live().debuggee.hexadecimal = on;
      connection.event('invalidated', { areas: ['variables'] });
      return Promise.resolve(undefined);
    },
    completions: (args) => complete(live(), args),
  };
}
