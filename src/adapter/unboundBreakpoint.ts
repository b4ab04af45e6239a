import { posix } from 'node:path';
import type { BreakpointPlace, UnboundReason } from '../gdb/breakpointCommands';
import type { MiClient } from '../gdb/miClient';
import { listSources } from '../gdb/sourceCommands';

/** Says in a sentence or two why a breakpoint is not in the program. */
export async function whyUnbound(
  client: MiClient,
  place: BreakpointPlace,
  reason: UnboundReason,
  programName: string,
): Promise<string> {
  if (reason === 'noSymbols') {
    return `"${programName}" has no debug information. Build it with -g (in CMake: build type Debug or RelWithDebInfo).`;
  }
  if (place.kind === 'function') {
    return `There is no function "${place.name}" in "${programName}" so far. The breakpoint is set when a library that has it is loaded.`;
  }
  if (reason === 'noCode') {
    return `There is no code at line ${place.line} of "${place.sourcePath}" or after it.`;
  }
  const nearest = nearestPath(place.sourcePath, await sources(client));
  const hint =
    nearest === undefined
      ? 'It is set when a library that has this file is loaded.'
      : `The nearest that it names is "${nearest}": is the attribute "sourceFileMap" right?`;
  return `The debug information of "${programName}" does not name "${place.sourcePath}". ${hint}`;
}

/** The path with the most last components in common; undefined when not even the name is the same. */
export function nearestPath(wanted: string, paths: readonly string[]): string | undefined {
  const name = posix.basename(wanted);
  let best: string | undefined;
  let bestLength = 0;
  for (const path of paths) {
    const length = posix.basename(path) === name ? commonTail(wanted, path) : 0;
    if (length > bestLength) {
      [best, bestLength] = [path, length];
    }
  }
  return best;
}

function commonTail(a: string, b: string): number {
  const [left, right] = [a, b].map((path) => posix.normalize(path).split('/').reverse());
  const end = left?.findIndex((part, index) => part !== right?.[index]) ?? 0;
  return end < 0 ? (left?.length ?? 0) : end;
}

async function sources(client: MiClient): Promise<readonly string[]> {
  return listSources(client).catch(() => []); // only for a hint
}
