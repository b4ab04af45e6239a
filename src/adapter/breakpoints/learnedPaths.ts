import { existsSync } from 'node:fs';
import { posix } from 'node:path';
import type { PathMap, PathMapping } from '../../domain/pathMap';
import { commonTail } from './sourceMatch';

/** Sources that come with the compiler; they are never a file of the user's. */
const systemSources = /^\/usr\/(?:local\/)?(?:include|lib\d*)\//;

/**
 * A path map that learns: a program may name its sources by paths that no mount shows, and once one
 * of them has been found on the host, its neighbours are found there too.
 */
export class LearnedPaths implements PathMap {
  /** By the container path that was asked for: how the program names it. */
  private readonly names = new Map<string, string>();
  private readonly learned: PathMapping[] = [];
  private readonly hostPaths = new Map<string, string | undefined>();
  /** Whether a host path is there; asked only once something has been learned. */
  private readonly present = new Map<string, boolean>();

  constructor(private readonly base: PathMap) {}

  get mappings(): readonly PathMapping[] {
    return this.base.mappings;
  }

  toContainer(hostPath: string): string | undefined {
    const path = this.base.toContainer(hostPath);
    return this.names.get(path ?? hostPath) ?? path;
  }

  toHost(containerPath: string): string | undefined {
    const path = this.baseHost(containerPath);
    if (this.learned.length === 0 || (path !== undefined && this.exists(path))) {
      return path;
    }
    return this.learnedHost(containerPath) ?? path;
  }

  /** From now on the program's `name` is the host's file, which the container may know as `path`. */
  learn(hostPath: string, path: string, name: string): void {
    this.names.set(path, name);
    const host = hostPath.replaceAll('\\', '/').split('/');
    const program = posix.normalize(name).split('/');
    const common = commonTail(hostPath, name);
    const mapping = {
      hostRoot: host.slice(0, host.length - common).join(hostPath.includes('\\') ? '\\' : '/'),
      containerRoot: program.slice(0, program.length - common).join('/'),
    };
    if (!this.learned.some((each) => each.containerRoot === mapping.containerRoot)) {
      this.learned.push(mapping);
    }
  }

  /** Whether the program's `name` is surely not the host's file. */
  isOther(hostPath: string, name: string): boolean {
    const path = posix.normalize(name);
    const mapped = this.base.toHost(path) ?? this.learnedHost(path);
    if (
      systemSources.test(path) ||
      (mapped !== undefined && mapped !== hostPath && existsSync(mapped))
    ) {
      return true;
    }
    // A host file beside the wanted one that shares more components fits better.
    const host = hostPath.replaceAll('\\', '/').split('/');
    const program = path.split('/').filter((part) => part !== '');
    for (let length = commonTail(hostPath, name) + 1; length <= program.length; length += 1) {
      const tail = program.slice(-length);
      for (let depth = host.length - 1; depth > 0; depth -= 1) {
        if (existsSync([...host.slice(0, depth), ...tail].join('/'))) {
          return true;
        }
      }
    }
    return false;
  }

  /** A thousand breakpoints and frames are in a handful of sources. */
  private baseHost(containerPath: string): string | undefined {
    if (!this.hostPaths.has(containerPath)) {
      this.hostPaths.set(containerPath, this.base.toHost(containerPath));
    }
    return this.hostPaths.get(containerPath);
  }

  private learnedHost(containerPath: string): string | undefined {
    const path = posix.normalize(containerPath);
    return this.learned
      .filter(({ containerRoot }) => path.startsWith(`${containerRoot}/`))
      .map(({ hostRoot, containerRoot }) => {
        const rest = path.slice(containerRoot.length);
        return hostRoot + (hostRoot.includes('\\') ? rest.replaceAll('/', '\\') : rest);
      })
      .find((hostPath) => this.exists(hostPath));
  }

  private exists(hostPath: string): boolean {
    const known = this.present.get(hostPath) ?? existsSync(hostPath);
    this.present.set(hostPath, known);
    return known;
  }
}
