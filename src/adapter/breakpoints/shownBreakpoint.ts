import type { DebugProtocol } from '@vscode/debugprotocol';
import { existsSync } from 'node:fs';
import type { PathMap } from '../../domain/pathMap';
import type { SessionBreakpoint } from './sessionBreakpoint';

/** How many functions of a breakpoint with several places are named. */
const namedFunctions = 5;

/** A breakpoint as the client sees it. */
export function showBreakpoint(
  breakpoint: SessionBreakpoint,
  pathMap: PathMap,
): DebugProtocol.Breakpoint {
  const { id, report, wanted } = breakpoint;
  const bound = report?.bound === true;
  const hostPath = report?.sourcePath === undefined ? undefined : pathMap.toHost(report.sourcePath);
  const line = report?.line ?? (wanted.place.kind === 'line' ? wanted.place.line : undefined);
  const message = bound ? notes(breakpoint) : breakpoint.message;
  const [address] = report?.addresses ?? [];
  return {
    id,
    verified: bound,
    ...(message && { message }),
    ...(line !== undefined && { line }),
    // gdb stops where the line begins, whatever column was asked for.
    ...(bound && wanted.column !== undefined && { column: 1 }),
    // A path that the map claims and the host does not have: the source stays the one it was set in.
    ...(hostPath !== undefined && existsSync(hostPath) && { source: { path: hostPath } }),
    ...(address !== undefined && { instructionReference: address }),
  };
}

function notes({ report, wanted, warning, standsIn }: SessionBreakpoint): string {
  const said: string[] = [];
  const { place } = wanted;
  if (place.kind === 'line' && report?.line !== undefined && report.line !== place.line) {
    said.push(`There is no code at line ${place.line}; the program stops at line ${report.line}.`);
  }
  if (report && report.addresses.length > 1) {
    const { addresses, functions } = report;
    const named = functions.slice(0, namedFunctions).join(', ');
    const rest = functions.length > namedFunctions ? ', …' : '';
    said.push(`${addresses.length} locations${named && `: ${named}${rest}`}.`);
  }
  if (standsIn) {
    said.push(
      'It is an ordinary breakpoint: the processor of this machine, which may be a virtual one, does not report hardware breakpoints.',
    );
  }
  if (warning !== undefined) {
    said.push(warning);
  }
  return said.join(' ');
}
