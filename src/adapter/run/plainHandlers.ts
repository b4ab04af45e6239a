import { UserError } from '../../base/errors';
import type { SessionHandlers } from '../client/dapRequests';
import type { PlainRun } from './plainRun';

type Handler = (args: never, cancelled: () => AbortSignal) => Promise<unknown>;

/** Served by the session itself, with a debugger or without. */
const ofTheSession: readonly string[] = [
  ...['launch', 'attach', 'configurationDone', 'drydock.terminalOpened'],
  ...['disconnect', 'terminate', 'restart'],
];

/** Breakpoints are taken, and said to be of no use. */
const breakpoints: Readonly<Record<string, string>> = {
  setBreakpoints: 'breakpoints',
  setFunctionBreakpoints: 'breakpoints',
  setInstructionBreakpoints: 'breakpoints',
  setDataBreakpoints: 'breakpoints',
  setExceptionBreakpoints: 'filters',
};

/** What a client asks on its own accord, and is content with nothing. */
const empty: Readonly<Record<string, object>> = {
  threads: { threads: [] },
  modules: { modules: [], totalModules: 0 },
  loadedSources: { sources: [] },
  breakpointLocations: { breakpoints: [] },
  completions: { targets: [] },
};

/** The handlers of a session, which answer without a debugger while its program runs by itself. */
export function answerWithoutDebugger(
  handlers: SessionHandlers,
  plain: () => PlainRun | undefined,
): SessionHandlers {
  const wrapped = Object.entries(handlers).map(([command, handler]) => {
    const answer = (args: never, cancelled: () => AbortSignal): Promise<unknown> => {
      const run = plain();
      return run && !ofTheSession.includes(command)
        ? Promise.resolve(answerOf(command, args, run))
        : (handler as Handler)(args, cancelled);
    };
    return [command, answer];
  });
  return Object.fromEntries(wrapped) as SessionHandlers;
}

function answerOf(command: string, args: unknown, run: PlainRun): object {
  const listName = breakpoints[command];
  if (listName !== undefined) {
    const given = isRecord(args) ? args[listName] : undefined;
    const wanted: readonly unknown[] = Array.isArray(given) ? given : [];
    const message = 'The program runs without debugging.';
    return { breakpoints: wanted.map(() => ({ verified: false, message })) };
  }
  if (command === 'evaluate' && isRecord(args) && args['context'] === 'repl') {
    if (run.type(String(args['expression']))) {
      return { result: '', variablesReference: 0 };
    }
  }
  const answer = empty[command];
  if (!answer) {
    throw new UserError(
      'The program runs without debugging. Attach to it ("Attach to Process in Container"), or start it with "Debug".',
    );
  }
  return answer;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
