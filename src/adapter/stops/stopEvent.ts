import type { DebugProtocol } from '@vscode/debugprotocol';
import { constants } from 'node:os';
import type { StopHits } from '../breakpoints/stopHits';
import type { Stop } from '../execution/stop';

/** What the client is told about a stop. */
export function stoppedBody(
  { report, paused, allThreads, operation }: Stop,
  hits: StopHits | undefined,
  entryBreakpoint: string | undefined,
): DebugProtocol.StoppedEvent['body'] {
  const threadId = 'place' in report ? report.place.threadId : undefined;
  const common = {
    allThreadsStopped: allThreads,
    ...(threadId !== undefined && { threadId }),
  };
  switch (report.kind) {
    case 'breakpoint':
      return report.breakpoint === entryBreakpoint
        ? { ...common, reason: 'entry' }
        : { ...common, reason: 'breakpoint', ...hits?.shown };
    case 'watchpoint':
      return { ...common, reason: 'data breakpoint', ...hits?.shown };
    case 'jump':
      return { ...common, reason: 'goto', description: 'Paused after a jump' };
    case 'step':
    case 'watchpointEnded':
      return { ...common, reason: 'step' };
    case 'fork':
      return { ...common, reason: 'fork', description: `Forked process ${report.childId}` };
    case 'signal':
      return paused || report.signal === 'SIGINT' || report.signal === '0'
        ? { ...common, reason: 'pause', description: 'Paused' }
        : {
            ...common,
            reason: 'exception',
            description: `Stopped by ${report.signal}`,
            text: `${report.signal}: ${report.meaning}`,
          };
    case 'other':
      // gdb gives no reason for the end of a step out of a function without line numbers.
      return operation && !paused && report.reason === ''
        ? { ...common, reason: 'step' }
        : { ...common, reason: 'pause', description: 'Paused' };
    default:
      return { ...common, reason: 'pause', description: 'Paused' };
  }
}

/** The exit code that a shell would report for a program that a signal ended. */
export function exitCodeOfSignal(name: string): number {
  const signals: Readonly<Record<string, number>> = constants.signals;
  return 128 + (signals[name] ?? 0);
}
