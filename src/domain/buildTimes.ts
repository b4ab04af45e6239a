/** How long each step of a build took when it was run last, as Ninja noted it. */
export interface BuildTimes {
  /** The sum over all steps, which ran side by side. */
  readonly total: number;
  /** The slowest first, as are the steps. */
  readonly targets: readonly TimedTarget[];
  readonly steps: readonly TimedStep[];
}

/** A target and what its objects and its link took together. Times are milliseconds. */
export interface TimedTarget {
  readonly name: string;
  readonly time: number;
  readonly steps: number;
}

/** An object, or something else that was made. */
export interface TimedStep {
  /** The source of an object, below its target's folder; else what was made. */
  readonly name: string;
  readonly target: string;
  readonly time: number;
  /** What was made, relative to the build folder. */
  readonly output: string;
}

/** Reads a `.ninja_log`; undefined when it is none. What was built several times counts once, as it was last. */
export function parseNinjaLog(text: string): BuildTimes | undefined {
  const [head = '', ...lines] = text.split('\n');
  if (!/^# ninja log v[4-9]/.test(head)) {
    return undefined;
  }
  const last = new Map<string, TimedStep>();
  /** Outputs that one command made bear the same times and the same hash. */
  const commands = new Map<string, string>();
  for (const line of lines) {
    const [start, end, , output, hash] = line.split('\t');
    if (output !== undefined && hash !== undefined) {
      const command = `${start ?? ''} ${end ?? ''} ${hash}`;
      const known = commands.get(command);
      last.delete(output);
      // CMake names what a custom target makes twice, relative to the build folder and with its whole path.
      if (known === undefined || known === output || (isWhole(known) && !isWhole(output))) {
        last.delete(known ?? output);
        commands.set(command, output);
        last.set(output, stepOf(output, Number(end) - Number(start)));
      }
    }
  }
  const steps = [...last.values()].sort((one, other) => other.time - one.time);
  return {
    total: steps.reduce((sum, { time }) => sum + time, 0),
    targets: targetsOf(steps),
    steps,
  };
}

function isWhole(path: string): boolean {
  return path.startsWith('/');
}

function stepOf(output: string, time: number): TimedStep {
  const object = /^(.*?)CMakeFiles\/([^/]+)\.dir\/(.+)\.(?:o|obj)$/.exec(output);
  if (object?.[3] !== undefined) {
    const name = `${object[1] ?? ''}${object[3].replace(/(^|\/)__(?=\/)/g, '$1..')}`;
    return { name, target: object[2] ?? '', time, output };
  }
  // Meson lays objects out in `TARGET.p`.
  const meson = /^(?:.*\/)?([^/]+)\.p\/(.+)\.o$/.exec(output);
  if (meson?.[2] !== undefined) {
    return { name: meson[2], target: meson[1] ?? '', time, output };
  }
  // A library's file is called after its target.
  const file = output.slice(output.lastIndexOf('/') + 1);
  const target = /^lib(.+?)\.(?:a|so)(?:\.[\d.]+)?$/.exec(file)?.[1] ?? file;
  return { name: output, target, time, output };
}

function targetsOf(steps: readonly TimedStep[]): readonly TimedTarget[] {
  const targets = new Map<string, TimedTarget>();
  for (const { target, time } of steps) {
    const sum = targets.get(target) ?? { name: target, time: 0, steps: 0 };
    targets.set(target, { name: target, time: sum.time + time, steps: sum.steps + 1 });
  }
  return [...targets.values()].sort((one, other) => other.time - one.time);
}
