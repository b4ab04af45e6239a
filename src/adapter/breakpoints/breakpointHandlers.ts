import type { DebugProtocol } from '@vscode/debugprotocol';
import { listCodeLines } from '../../gdb/sourceCommands';
import { sourceGroup } from './breakpoints';
import type { DapHandlers } from '../client/dapRequests';
import type { DebugPlan } from '../plan/debugPlan';
import type { LiveSession } from '../liveSession';
import type { WantedBreakpoint } from './sessionBreakpoint';
import { showBreakpoint } from './shownBreakpoint';

/** What all kinds of breakpoints may have beside their place. */
interface BreakpointOptions {
  readonly condition?: string;
  readonly hitCondition?: string;
  readonly logMessage?: string;
  readonly mode?: string;
}

/** The requests about breakpoints in code. */
export function breakpointHandlers(
  live: () => LiveSession,
): Pick<
  DapHandlers,
  | 'setBreakpoints'
  | 'setFunctionBreakpoints'
  | 'setInstructionBreakpoints'
  | 'setExceptionBreakpoints'
  | 'breakpointLocations'
> {
  const set = async (
    group: string,
    wanted: readonly Omit<WantedBreakpoint, 'hardware'>[],
    options: readonly BreakpointOptions[],
  ): Promise<{ breakpoints: DebugProtocol.Breakpoint[] }> => {
    const { plan, backend, debuggee } = live();
    if (plan.noDebug) {
      const message = 'The program runs without debugging.';
      return { breakpoints: wanted.map(() => ({ verified: false, message })) };
    }
    if (options.some(({ logMessage }) => logMessage)) {
      debuggee.printers.load();
    }
    const complete = wanted.map((each, index) => withOptions(each, options[index] ?? {}, plan));
    const breakpoints = await debuggee.breakpoints.set(group, complete);
    return {
      breakpoints: breakpoints.map((each) => showBreakpoint(each, backend.container.pathMap)),
    };
  };
  return {
    setBreakpoints: ({ source, breakpoints = [] }) => {
      const { path, hostPath } = sourcePaths(live(), source);
      const wanted = breakpoints.map(({ line, column }) => ({
        place: { kind: 'line' as const, sourcePath: path, line },
        ...(hostPath !== undefined && { hostPath }),
        ...(column !== undefined && { column }),
      }));
      return set(sourceGroup(source.path ?? path), wanted, breakpoints);
    },

    setFunctionBreakpoints: ({ breakpoints }) => {
      const wanted = breakpoints.map(({ name }) => ({
        place: { kind: 'function' as const, name: name.trim() },
      }));
      return set('functions', wanted, breakpoints);
    },

    setInstructionBreakpoints: ({ breakpoints }) => {
      const wanted = breakpoints.map(({ instructionReference, offset = 0 }) => ({
        place: { kind: 'address' as const, address: address(instructionReference, offset) },
      }));
      return set('instructions', wanted, breakpoints);
    },

    breakpointLocations: async ({ source, line, endLine = line }) => {
      const { path } = sourcePaths(live(), source);
      const lines = await listCodeLines(live().debuggee.client, path);
      const within = lines.filter((each) => each >= line && each <= endLine);
      return { breakpoints: within.map((each) => ({ line: each })) };
    },

    setExceptionBreakpoints: async (args) => ({
      breakpoints: [...(await live().specialStops.setFilters(args))],
    }),
  };
}

/** How the container knows a source, and how the host does. */
function sourcePaths(
  { backend }: LiveSession,
  { path = '', sourceReference }: DebugProtocol.Source,
): { readonly path: string; readonly hostPath?: string } {
  // A source that only the container has is known by its path there.
  return sourceReference
    ? { path }
    : { path: backend.container.pathMap.toContainer(path) ?? path, hostPath: path };
}

function withOptions(
  wanted: Omit<WantedBreakpoint, 'hardware'>,
  { condition, hitCondition, logMessage, mode }: BreakpointOptions,
  { hardwareBreakpoints }: DebugPlan,
): WantedBreakpoint {
  return {
    ...wanted,
    ...(condition && { condition }),
    ...(hitCondition && { hitCondition }),
    ...(logMessage && { logMessage }),
    ...((mode === 'hardware' || hardwareBreakpoints.require) && { hardware: true }),
  };
}

function address(reference: string, offset: number): string {
  try {
    return `0x${(BigInt(reference) + BigInt(offset)).toString(16)}`;
  } catch {
    return reference;
  }
}
