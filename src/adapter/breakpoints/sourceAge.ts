import { stat } from 'node:fs/promises';
import { runInContainer } from '../../engine/runInContainer';
import type { DebugContainer } from '../start/debugContainer';
import type { SessionBreakpoint } from './sessionBreakpoint';

const changed = 'The source was changed after the program was built: build it.';

/** The breakpoints in a source. */
interface Suspect {
  /** Something is odd about one of them: the container is asked where the host cannot tell, which takes a while. */
  readonly odd: boolean;
  readonly breakpoints: SessionBreakpoint[];
}

/** Knows which sources are newer than the program and the libraries that it has loaded. */
export class SourceAge {
  private readonly built: string[];

  constructor(
    private readonly container: DebugContainer,
    program: string,
  ) {
    this.built = program === '' ? [] : [program];
  }

  /** The program has loaded a library; what was built with it may be in it. */
  add(library: string): void {
    this.built.push(library);
  }

  /** Warns of breakpoints whose source is newer. */
  async warn(breakpoints: readonly SessionBreakpoint[]): Promise<void> {
    if (this.built.length === 0) {
      return;
    }
    // A thousand breakpoints are in a handful of sources.
    const suspects = new Map<string, Suspect>();
    for (const breakpoint of breakpoints) {
      const { path, odd } = suspicion(breakpoint);
      if (path !== undefined) {
        const known = suspects.get(path) ?? { odd: false, breakpoints: [] };
        known.breakpoints.push(breakpoint);
        suspects.set(path, { ...known, odd: known.odd || odd });
      }
    }
    await Promise.all(
      [...suspects].map(async ([path, { odd, breakpoints: ofSource }]) => {
        if (await this.isNewer(path, odd)) {
          ofSource.forEach(warn);
        }
      }),
    );
  }

  private async isNewer(path: string, askContainer: boolean): Promise<boolean> {
    const [source, ...built] = await Promise.all(
      [path, ...this.built].map((each) => this.time(each)),
    );
    const [program] = built;
    if (source !== undefined && program !== undefined) {
      return built.every((each) => each === undefined || source > each);
    }
    return askContainer && this.compareInContainer(path);
  }

  private async compareInContainer(path: string): Promise<boolean> {
    const { engine, id, user } = this.container;
    const script = 'for built; do [ "$0" -nt "$built" ] || exit 1; done';
    const { exitCode } = await runInContainer(engine, id, {
      argv: ['sh', '-c', script, path, ...this.built],
      ...(user && { user }),
    }).catch(() => ({ exitCode: 1 }));
    return exitCode === 0;
  }

  /** When a file of a mounted folder was written. */
  private async time(path: string): Promise<number | undefined> {
    const hostPath = this.container.pathMap.toHost(path);
    const found = hostPath === undefined ? undefined : await stat(hostPath).catch(() => undefined);
    return found?.mtimeMs;
  }
}

/** The source of a breakpoint, and whether something about the breakpoint is odd. */
function suspicion({ report, wanted, unboundBecause }: SessionBreakpoint): {
  readonly path: string | undefined;
  readonly odd: boolean;
} {
  const { place } = wanted;
  const path =
    report?.sourcePath ??
    (unboundBecause === 'noCode' && place.kind === 'line' ? place.sourcePath : undefined);
  const moved = place.kind === 'line' && report?.line !== place.line;
  return { path, odd: report?.bound !== true || moved };
}

function warn(breakpoint: SessionBreakpoint): void {
  breakpoint.warning = changed;
  if (breakpoint.message !== undefined) {
    breakpoint.message += ` ${changed}`;
  }
}
