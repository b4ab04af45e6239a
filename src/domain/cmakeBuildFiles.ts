import { posix } from 'node:path';
import type { CMakeTarget, CMakeTargetKind } from './cmakeTarget';

/** What CMake before 3.14, which has no file API, leaves in a build folder. */
export interface CMakeBuildFiles {
  readonly sourceDirectory: string;
  readonly buildDirectory: string;
  /** `CMakeFiles/TargetDirectories.txt`: a folder `…/CMakeFiles/<target>.dir` in each line. */
  readonly targetDirectories: string;
  /** The `link.txt` of each target that Makefiles link, by the target's folder. */
  readonly linkCommands: ReadonlyMap<string, string>;
  /** The lines of `build.ninja` that begin with `build`. */
  readonly ninjaEdges: string;
}

/** The targets that have something to link, as far as the build files tell. */
export function parseBuildFiles(files: CMakeBuildFiles): readonly CMakeTarget[] {
  const ninja = ninjaOutputs(files.ninjaEdges);
  const targets: CMakeTarget[] = [];
  for (const line of files.targetDirectories.split('\n')) {
    const match = /^(.*)\/CMakeFiles\/([^/]+)\.dir$/.exec(line.trim());
    const [, directory = '', name = ''] = match ?? [];
    const linked = ninja.get(name) ?? linkOutput(files.linkCommands.get(line.trim()));
    if (match && linked) {
      const { output, kind } = linked;
      const base = ninja.has(name) ? files.buildDirectory : directory;
      targets.push({
        name,
        kind,
        artifactContainerPath: posix.resolve(base, output),
        sourceContainerPath: posix.resolve(
          files.sourceDirectory,
          posix.relative(files.buildDirectory, directory),
        ),
      });
    }
  }
  return targets;
}

interface Linked {
  readonly output: string;
  readonly kind: CMakeTargetKind;
}

const ninjaRules: Readonly<Record<string, CMakeTargetKind>> = {
  EXECUTABLE: 'executable',
  STATIC_LIBRARY: 'staticLibrary',
  SHARED_LIBRARY: 'sharedLibrary',
  MODULE_LIBRARY: 'moduleLibrary',
};

/** `build app: CXX_EXECUTABLE_LINKER__app_Debug …`; the configuration is there from CMake 3.17 on. */
function ninjaOutputs(edges: string): ReadonlyMap<string, Linked> {
  const found = new Map<string, Linked>();
  const edge =
    /^build ([^\s:]+)(?: [^:\n]*)?: [A-Z]+_(EXECUTABLE|STATIC_LIBRARY|SHARED_LIBRARY|MODULE_LIBRARY)_LINKER__(\S+)/gm;
  for (const [, output = '', rule = '', target = ''] of edges.matchAll(edge)) {
    const kind = ninjaRules[rule];
    if (kind !== undefined) {
      found.set(target, { output, kind });
      found.set(target.replace(/_[^_]*$/, ''), { output, kind });
    }
  }
  return found;
}

/** `c++ … -o app …`, or `ar qc libx.a …`. */
function linkOutput(command: string | undefined): Linked | undefined {
  const archive = /^\S*ar \S+ (\S+\.a) /m.exec(command ?? '')?.[1];
  if (archive !== undefined) {
    return { output: archive, kind: 'staticLibrary' };
  }
  const output = / -o (\S+)/.exec(command ?? '')?.[1];
  if (output === undefined) {
    return undefined;
  }
  return { output, kind: command?.includes(' -shared ') === true ? 'sharedLibrary' : 'executable' };
}
