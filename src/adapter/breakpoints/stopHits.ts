import type { DebugProtocol } from '@vscode/debugprotocol';
import { errorMessage } from '../../base/errors';
import { evaluateExpression } from '../../gdb/variableCommands';
import type { StopReport } from '../../gdb/stopReport';
import type { Debuggee } from '../debuggee';
import { logLine } from './logOutput';
import type { SessionBreakpoint } from './sessionBreakpoint';

/** What breakpoints make of a stop. */
export interface StopHits {
  /** Only log points: the program is to go on. */
  readonly onlyLogged: boolean;
  /** What the client is told. */
  readonly shown: Partial<DebugProtocol.StoppedEvent['body']>;
}

/** Says of breakpoints of which kind the client is told. */
const reasons = {
  line: 'breakpoint',
  function: 'function breakpoint',
  address: 'instruction breakpoint',
} as const;

/**
 * Finds the breakpoints of a stop, arms them anew, and logs what log points have to say for which the
 * program has to stand. Undefined for a stop that no breakpoint made.
 */
export async function takeHits(
  debuggee: Debuggee,
  report: StopReport,
  log: (line: string) => void,
): Promise<StopHits | undefined> {
  if (report.kind === 'watchpoint') {
    const shown = await debuggee.dataBreakpoints.takeHit(report);
    return { onlyLogged: false, shown };
  }
  const failedCondition = debuggee.texts.takeFailedCondition();
  if (report.kind !== 'breakpoint') {
    return undefined;
  }
  const hits = debuggee.breakpoints.hitAt(report.breakpoint);
  await Promise.all(hits.map((hit) => debuggee.breakpoints.afterStop(hit)));
  for (const hit of hits) {
    await logHit(debuggee, hit, report.place.threadId, log);
  }
  const visible = hits.filter((hit) => hit.log === undefined);
  const stopping = visible.length > 0 ? visible : hits;
  const [first] = stopping;
  return {
    onlyLogged: hits.length > 0 && visible.length === 0 && failedCondition === undefined,
    shown: {
      ...(first && {
        reason: reasons[first.wanted.place.kind],
        hitBreakpointIds: stopping.map(({ id }) => id),
      }),
      ...(first && failedCondition !== undefined && explain(first, failedCondition)),
    },
  };
}

function explain(
  { wanted }: SessionBreakpoint,
  failedCondition: string,
): Partial<DebugProtocol.StoppedEvent['body']> {
  return {
    description: 'Paused where a condition failed',
    text: `The condition "${wanted.condition ?? ''}" could not be evaluated: ${failedCondition}`,
  };
}

async function logHit(
  { client }: Debuggee,
  { log, loggedByGdb }: SessionBreakpoint,
  threadId: number | undefined,
  show: (line: string) => void,
): Promise<void> {
  if (log === undefined || loggedByGdb || threadId === undefined) {
    return;
  }
  const frame = { threadId, level: 0 };
  const values = log.flatMap((part) =>
    'text' in part
      ? []
      : [
          evaluateExpression(client, part.expression, frame).catch(
            (error: unknown) => `<${errorMessage(error)}>`,
          ),
        ],
  );
  show(logLine(log, await Promise.all(values)));
}
