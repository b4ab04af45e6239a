import { parseBuildFiles } from '../domain/cmakeBuildFiles';
import { parseFileApiReply } from '../domain/cmakeFileApi';
import type { CMakeTarget } from '../domain/cmakeTarget';
import type { ContainerEngine } from '../engine/containerEngine';
import { runInContainer } from '../engine/runInContainer';
import { splitRecords } from './splitRecords';

/** Which build folder, and which of its configurations. */
export interface TargetsRequest {
  readonly sourceContainerPath: string;
  readonly buildContainerPath: string;
  readonly configuration: string;
}

/**
 * Reads the targets that CMake described, with one exec and not through the host's file system,
 * since the build folder may lie in a volume. Undefined when CMake has not run yet.
 */
export async function readTargets(
  engine: ContainerEngine,
  container: string,
  request: TargetsRequest,
  signal?: AbortSignal,
): Promise<readonly CMakeTarget[] | undefined> {
  const { stdout } = await runInContainer(
    engine,
    container,
    { argv: ['sh', '-c', script, 'sh', request.buildContainerPath] },
    signal,
  );
  const files = splitRecords(stdout);
  return parseFileApiReply(files, request.configuration) ?? withoutFileApi(files, request);
}

/** Prints records for `splitRecords`. */
const script = String.raw`
show() { printf '\036%s\n' "$1"; cat "$1"; printf '\n'; }
cd "$1" 2>/dev/null || exit 0
described=
if cd .cmake/api/v1/reply 2>/dev/null; then
  for file in index-*.json codemodel-*.json target-*.json; do
    if [ -f "$file" ]; then described=yes; show "$file"; fi
  done
  cd "$1" || exit
fi
if [ -z "$described" ] && [ -f CMakeFiles/TargetDirectories.txt ]; then
  show CMakeFiles/TargetDirectories.txt
  while IFS= read -r directory; do
    if [ -f "$directory/link.txt" ]; then show "$directory/link.txt"; fi
  done <CMakeFiles/TargetDirectories.txt
  if [ -f build.ninja ]; then printf '\036build.ninja\n'; grep '^build ' build.ninja; fi
fi
exit 0
`;

/** CMake before 3.14 has no file API; its build files tell enough to run and debug. */
function withoutFileApi(
  files: ReadonlyMap<string, string>,
  { sourceContainerPath, buildContainerPath }: TargetsRequest,
): readonly CMakeTarget[] | undefined {
  const targetDirectories = files.get('CMakeFiles/TargetDirectories.txt');
  if (targetDirectories === undefined) {
    return undefined;
  }
  const linkCommands = [...files].flatMap(([name, content]) =>
    name.endsWith('/link.txt') ? [[name.slice(0, -'/link.txt'.length), content] as const] : [],
  );
  return parseBuildFiles({
    sourceDirectory: sourceContainerPath,
    buildDirectory: buildContainerPath,
    targetDirectories,
    linkCommands: new Map(linkCommands),
    ninjaEdges: files.get('build.ninja') ?? '',
  });
}
