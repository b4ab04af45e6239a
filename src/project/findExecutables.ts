import { posix } from 'node:path';
import type { CMakeTarget } from '../domain/cmakeTarget';
import type { ContainerEngine } from '../engine/containerEngine';
import { runInContainer } from '../engine/runInContainer';

/** The programs below a folder, by what they are: no build system tells. Named by their paths in it. */
export async function findExecutables(
  engine: ContainerEngine,
  container: string,
  sourceContainerPath: string,
  signal?: AbortSignal,
): Promise<readonly CMakeTarget[]> {
  const { stdout } = await runInContainer(
    engine,
    container,
    { argv: ['sh', '-c', script, 'sh', sourceContainerPath] },
    signal,
  );
  return stdout.split('\n').flatMap((path) =>
    path === ''
      ? []
      : [
          {
            name: posix.relative(sourceContainerPath, path),
            kind: 'executable' as const,
            artifactContainerPath: path,
            sourceContainerPath,
          },
        ],
  );
}

// A mount from Windows makes every file executable, so only so many are looked into.
const script = String.raw`
find "$1" -maxdepth 5 \( -name '.*' -o -name node_modules -o -name CMakeFiles \) ! -path "$1" -prune -o \
  -type f -perm -u+x ! -name '*.so' ! -name '*.so.*' ! -name '*.o' ! -name '*.sh' ! -name '*.py' \
  -print 2>/dev/null | head -n 500 | while IFS= read -r file; do
  if [ "$(head -c 4 "$file" 2>/dev/null | tail -c 3)" = ELF ]; then printf '%s\n' "$file"; fi
done
exit 0
`;
