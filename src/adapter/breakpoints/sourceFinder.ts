import { posix } from 'node:path';
import type { MiClient } from '../../gdb/miClient';
import { listSources } from '../../gdb/sourceCommands';
import { mountedFolders, type DebugContainer } from '../start/debugContainer';
import type { SessionBreakpoint, WantedBreakpoint } from './sessionBreakpoint';
import { SourceAge } from './sourceAge';
import { matchSource, type SourceMatch } from './sourceMatch';

/** Finds the sources of breakpoints in the program's debug information. */
export class SourceFinder {
  readonly programName: string;
  private readonly age: SourceAge;
  private listed: Promise<readonly string[]> | undefined;

  constructor(
    private readonly client: MiClient,
    private readonly container: DebugContainer,
    program: string,
  ) {
    this.programName = posix.basename(program);
    this.age = new SourceAge(container, program);
  }

  /** The host's path of a source of the program. */
  hostPath(sourcePath: string): string | undefined {
    return this.container.pathMap.toHost(sourcePath);
  }

  /** A library has been loaded, which may have more sources. */
  loaded(library: string): void {
    this.listed = undefined;
    this.age.add(library);
  }

  /**
   * Where the program has sources that it does not name as the container does, by the paths that were
   * asked for. One that is found is known from then on, also in stacks.
   */
  async find(wanted: readonly WantedBreakpoint[]): Promise<ReadonlyMap<string, SourceMatch>> {
    const matches = new Map<string, SourceMatch>();
    for (const { place, hostPath } of wanted) {
      if (place.kind === 'line' && !matches.has(place.sourcePath)) {
        const { sourcePath } = place;
        const { pathMap } = this.container;
        const match = matchSource(
          sourcePath,
          await this.list(),
          (path) => hostPath === undefined || pathMap.isOther(hostPath, path),
        );
        matches.set(sourcePath, match);
        if (match.kind === 'same' && hostPath !== undefined) {
          pathMap.learn(hostPath, sourcePath, match.path);
        }
      }
    }
    return matches;
  }

  /** Says so when the container does not see a source. */
  whyUnseen({ hostPath }: WantedBreakpoint): string | undefined {
    const { name, pathMap } = this.container;
    return hostPath === undefined || pathMap.toContainer(hostPath) !== undefined
      ? undefined
      : `No mount of the container "${name}" shows "${hostPath}". Mounted: ${mountedFolders(this.container)}.`;
  }

  /** Warns of breakpoints in sources that were changed after the program was built. */
  async warnOfAge(breakpoints: readonly SessionBreakpoint[]): Promise<void> {
    await this.age.warn(breakpoints);
  }

  private list(): Promise<readonly string[]> {
    // Only to help: without the list a breakpoint is pending, as it was.
    this.listed ??= listSources(this.client).catch(() => []);
    return this.listed;
  }
}
