import type { SessionHandlers } from '../client/dapRequests';

type Command = keyof SessionHandlers;

const setting: readonly Command[] = [
  'setBreakpoints',
  'setFunctionBreakpoints',
  'setInstructionBreakpoints',
  'setDataBreakpoints',
  'setExceptionBreakpoints',
];

const goingOn: readonly Command[] = [
  'continue',
  'next',
  'stepIn',
  'stepOut',
  'stepBack',
  'reverseContinue',
  'goto',
];

/**
 * The handlers of a session, of which those that let the program go on wait for the breakpoints that
 * were asked for before. Editors do not: who sets a breakpoint and presses F5 at once would see the
 * program run past it, as setting one may take several questions to gdb, and a trial of the processor.
 */
export function settleBreakpointsFirst(handlers: SessionHandlers): SessionHandlers {
  const pending = new Set<Promise<unknown>>();
  const tracked =
    (handler: Handler): Handler =>
    (args, cancelled) => {
      const work = handler(args, cancelled);
      const over = work.then(
        () => undefined,
        () => undefined, // whoever asked hears of it
      );
      pending.add(over);
      void over.then(() => pending.delete(over));
      return work;
    };
  const waiting =
    (handler: Handler): Handler =>
    async (args, cancelled) => {
      // A step must cost nothing where nothing is pending.
      if (pending.size > 0) {
        await Promise.all(pending);
      }
      return handler(args, cancelled);
    };
  const settled = Object.entries(handlers).map(([command, handler]) => {
    if (setting.includes(command as Command)) {
      return [command, tracked(handler)];
    }
    return [command, goingOn.includes(command as Command) ? waiting(handler) : handler];
  });
  return Object.fromEntries(settled) as SessionHandlers;
}

type Handler = (args: never, cancelled: () => AbortSignal) => Promise<unknown>;
