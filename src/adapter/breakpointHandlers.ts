import type { DebugProtocol } from '@vscode/debugprotocol';
import type { PathMap } from '../domain/pathMap';
import type { BreakpointPlace } from '../gdb/breakpointCommands';
import type { SessionBreakpoint, WantedBreakpoint } from './breakpoints';
import type { DapHandlers } from './dapRequests';
import { mountedFolders, type DebugContainer } from './debugContainer';
import type { LiveSession } from './liveSession';

/** The requests about breakpoints. */
export function breakpointHandlers(
  live: () => LiveSession,
): Pick<DapHandlers, 'setBreakpoints' | 'setFunctionBreakpoints' | 'setExceptionBreakpoints'> {
  return {
    setBreakpoints: async ({ source, breakpoints = [] }) => {
      const { plan, backend, debuggee } = live();
      const path = source.path ?? '';
      const sourcePath = containerSource(path, source.sourceReference, backend.container);
      if (plan.noDebug || sourcePath === undefined) {
        const message = plan.noDebug
          ? 'The program runs without debugging.'
          : `No mount of the container "${backend.container.name}" shows "${path}". Mounted: ${mountedFolders(backend.container)}.`;
        return { breakpoints: breakpoints.map(() => ({ verified: false, message })) };
      }
      const wanted = breakpoints.map((each) =>
        wantedBreakpoint({ kind: 'line', sourcePath, line: each.line }, each),
      );
      const set = await debuggee.breakpoints.set(sourcePath, wanted);
      return {
        breakpoints: set.map((each) => showBreakpoint(each, backend.container.pathMap)),
      };
    },

    setFunctionBreakpoints: async ({ breakpoints }) => {
      const { plan, backend, debuggee } = live();
      const wanted = plan.noDebug
        ? []
        : breakpoints.map((each) => wantedBreakpoint({ kind: 'function', name: each.name }, each));
      const set = await debuggee.breakpoints.set('functions', wanted);
      return {
        breakpoints: set.map((each) => showBreakpoint(each, backend.container.pathMap)),
      };
    },

    // Clients send it even to an adapter that offers no exception filters.
    setExceptionBreakpoints: () => Promise.resolve(undefined),
  };
}

/** A breakpoint as the client sees it. */
export function showBreakpoint(
  { id, report, message, wanted }: SessionBreakpoint,
  pathMap: PathMap,
): DebugProtocol.Breakpoint {
  const hostPath = report?.sourcePath === undefined ? undefined : pathMap.toHost(report.sourcePath);
  const line = report?.line ?? (wanted.place.kind === 'line' ? wanted.place.line : undefined);
  return {
    id,
    verified: report?.bound === true,
    ...(message !== undefined && { message }),
    ...(line !== undefined && { line }),
    ...(hostPath !== undefined && { source: { path: hostPath } }),
  };
}

function containerSource(
  path: string,
  reference: number | undefined,
  { pathMap }: DebugContainer,
): string | undefined {
  // A source that only the container has is known by its path there.
  return reference
    ? path
    : (pathMap.toContainer(path) ?? (path.startsWith('/') ? path : undefined));
}

function wantedBreakpoint(
  place: BreakpointPlace,
  {
    condition,
    hitCondition,
    logMessage,
  }: { condition?: string; hitCondition?: string; logMessage?: string },
): WantedBreakpoint {
  return {
    place,
    ...(condition && { condition }),
    ...(hitCondition && { hitCondition }),
    ...(logMessage && { logMessage }),
  };
}
