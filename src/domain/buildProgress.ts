/** How far a build is, as its tool says it line by line. */
export interface BuildProgress {
  /** From 0 to 1; absent while the tool names no number (configuring, or linking alone). */
  readonly fraction?: number;
  /** Such as `Building CXX object fleet/CMakeFiles/fleet.dir/dock.cpp.o`. */
  readonly text: string;
}

/**
 * What Ninja is asked to print before each step (`NINJA_STATUS`): finished, total and percentage as
 * {@link parseBuildProgress} reads them, then the seconds since the start.
 */
export const ninjaStatus = '[%f/%t %p :: %e] ';

/**
 * Reads a line of progress without its colours: Ninja's `[12/345] …` with or without a percentage,
 * or a Makefile's `[ 33%] …`; undefined for every other line.
 */
export function parseBuildProgress(line: string): BuildProgress | undefined {
  const ninja = /^\[(\d+)\/(\d+)(?: [^\]]*)?\] (.*)$/.exec(line);
  if (ninja) {
    return { fraction: ratio(Number(ninja[1]), Number(ninja[2])), text: ninja[3] ?? '' };
  }
  const make = /^\[ *(\d+)%\] (.*)$/.exec(line);
  if (make) {
    return { fraction: ratio(Number(make[1]), 100), text: make[2] ?? '' };
  }
  return undefined;
}

/** Ninja raises its total while it finds out about generated files, so a ratio is never above 1. */
function ratio(done: number, total: number): number {
  return total > 0 ? Math.min(1, done / total) : 0;
}
