import { stat } from 'node:fs/promises';
import { runInContainer } from '../engine/runInContainer';
import type { DebugContainer } from './debugContainer';
import type { SessionBreakpoint } from './sessionBreakpoint';

const changed = 'The source was changed after the program was built: build it.';

/** Knows which sources are newer than the program and the libraries that it has loaded. */
export class SourceAge {
  private readonly built: string[];
  /** What one request has found out already. */
  private readonly newer = new Map<string, Promise<boolean>>();

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
    this.newer.clear();
    await Promise.all(
      breakpoints.map(async (breakpoint) => {
        const { report, wanted, unboundBecause } = breakpoint;
        const asked = wanted.place.kind === 'line' ? wanted.place.sourcePath : undefined;
        const path = report?.sourcePath ?? (unboundBecause === 'noCode' ? asked : undefined);
        // Asking the container takes as long as all else together; it is asked when something is odd.
        const odd =
          report?.bound !== true || (asked !== undefined && report.line !== lineOf(wanted));
        if (path === undefined || !(await this.isNewer(path, odd))) {
          return;
        }
        breakpoint.warning = changed;
        if (breakpoint.message !== undefined) {
          breakpoint.message += ` ${changed}`;
        }
      }),
    );
  }

  private isNewer(path: string, askContainer: boolean): Promise<boolean> {
    const key = `${askContainer} ${path}`;
    const known = this.newer.get(key) ?? this.compare(path, askContainer);
    this.newer.set(key, known);
    return known;
  }

  private async compare(path: string, askContainer: boolean): Promise<boolean> {
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

function lineOf({ place }: SessionBreakpoint['wanted']): number | undefined {
  return place.kind === 'line' ? place.line : undefined;
}
