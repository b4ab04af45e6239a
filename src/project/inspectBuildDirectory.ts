import { parseBuildDirectoryState, type BuildDirectoryState } from '../domain/buildDirectoryState';
import type { ContainerEngine } from '../engine/containerEngine';
import { runInContainer } from '../engine/runInContainer';

/** Looks at a project and its build folder with one exec, as the user who is to build in it. */
export async function inspectBuildDirectory(
  engine: ContainerEngine,
  container: string,
  paths: { readonly sourceContainerPath: string; readonly buildContainerPath: string },
  user: string | undefined,
  signal?: AbortSignal,
): Promise<BuildDirectoryState> {
  const { stdout } = await runInContainer(
    engine,
    container,
    {
      argv: ['sh', '-c', script, 'sh', paths.sourceContainerPath, paths.buildContainerPath],
      ...(user === undefined ? {} : { user }),
    },
    signal,
  );
  return parseBuildDirectoryState(stdout);
}

/** A build dir is as good as unwritable when what CMake and the build tool rewrite in it is. */
const script = String.raw`
source=$1 build=$2
[ -d "$source" ] && printf 'source\t\n'
[ -f "$source/CMakeLists.txt" ] && printf 'lists\t\n'
cache=$build/CMakeCache.txt
nearest=$build
while [ ! -e "$nearest" ] && [ -n "$nearest" ]; do nearest=${'$'}{nearest%/*}; done
for file in "$nearest" "$cache" "$build/CMakeFiles" "$build/.cmake" \
  "$build/build.ninja" "$build/.ninja_log" "$build/.ninja_deps" "$build/Makefile"; do
  if [ -e "$file" ] && [ ! -w "$file" ]; then printf 'readOnly\t%s\n' "$file"; break; fi
done
ls -ldn "$nearest" 2>/dev/null | while read -r mode links uid gid more; do
  printf 'owner\t%s:%s\n' "$uid" "$gid"
done
if [ -f "$cache" ]; then
  printf 'hasCache\t\n'
  grep -E '^CMAKE_(HOME_DIRECTORY|CACHEFILE_DIR|GENERATOR|BUILD_TYPE|C_COMPILER|CXX_COMPILER):' "$cache" |
    while IFS= read -r line; do printf 'cache\t%s\n' "$line"; done
fi
for file in "$build"/build*.ninja "$build/Makefile"; do
  if [ -f "$file" ]; then printf 'generated\t\n'; break; fi
done
for file in "$build"/.cmake/api/v1/reply/index-*.json; do
  if [ -f "$file" ]; then printf 'described\t\n'; break; fi
done
if [ -f "$build/.cmake/drydock-configured" ]; then
  printf 'configuredWith\t%s\n' "$(cat "$build/.cmake/drydock-configured")"
fi
exit 0
`;
