import type { BreakpointPlace, UnboundReason } from '../../gdb/breakpointCommands';
import type { SourceMatch } from './sourceMatch';

/** What is known about a breakpoint that is not in the program. */
export interface Unbound {
  readonly place: BreakpointPlace;
  readonly reason: UnboundReason;
  /** Where the program may have the source instead. */
  readonly match?: SourceMatch;
  /** The name of the program's file; empty when gdb found the program by its process. */
  readonly programName: string;
}

/** Says in a sentence or two why a breakpoint is not in the program. */
export function whyUnbound({ place, reason, match, programName }: Unbound): string {
  const program = programName === '' ? 'The program' : `"${programName}"`;
  if (reason === 'noSymbols' || match?.kind === 'noSources') {
    return `${program} has no debug information. Build it with -g (in CMake: build type Debug or RelWithDebInfo).`;
  }
  switch (place.kind) {
    case 'function':
      return `${program} has no function "${place.name}" so far; the compiler may have left it out. The breakpoint is set when a library that has it is loaded.`;
    case 'address':
      return `There is no code at ${place.address} so far.`;
    case 'line':
      return reason === 'noCode'
        ? `There is no code at line ${place.line} of "${place.sourcePath}" or after it; an optimized build leaves lines out.`
        : `${noSource(place.sourcePath, program)} ${hint(match)}`;
  }
}

function noSource(path: string, program: string): string {
  return program.startsWith('"')
    ? `The debug information of ${program} does not name "${path}".`
    : `The program's debug information does not name "${path}".`;
}

function hint(match: SourceMatch | undefined): string {
  switch (match?.kind) {
    case 'several':
      return `It names ${match.paths.map((path) => `"${path}"`).join(' and ')}: say in the attribute "sourceFileMap" which of them is this file.`;
    case 'near':
      return `The nearest that it names is "${match.path}": is the attribute "sourceFileMap" right?`;
    default:
      return 'Its library may not be loaded yet: the breakpoint is set when a library that has this file is loaded.';
  }
}
