import { compilerPairs, type CompilerPair } from '../domain/compilers';
import type { ContainerEngine } from '../engine/containerEngine';
import { runInContainer } from '../engine/runInContainer';

/** Finds the C and C++ compilers on the container's path, of each version that is installed. */
export async function findCompilers(
  engine: ContainerEngine,
  container: string,
  env: readonly string[],
  signal?: AbortSignal,
): Promise<readonly CompilerPair[]> {
  const { stdout } = await runInContainer(
    engine,
    container,
    { argv: ['sh', '-c', script], env },
    signal,
  );
  const found = stdout.split('\n').flatMap((line) => {
    const [containerPath = '', versionLine = ''] = line.split('\t');
    return containerPath === '' ? [] : [{ containerPath, versionLine }];
  });
  return compilerPairs(found);
}

// Debian has each compiler also under the name of its architecture, and /bin is a link to /usr/bin.
const script = String.raw`
machine=$(gcc -dumpmachine 2>/dev/null || clang -dumpmachine 2>/dev/null)
IFS=:
for folder in $PATH; do
  [ -L "$folder" ] && continue
  for file in "$folder"/gcc "$folder"/g++ "$folder"/clang "$folder"/clang++ \
    "$folder"/gcc-[0-9]* "$folder"/g++-[0-9]* "$folder"/clang-[0-9]* "$folder"/clang++-[0-9]* \
    "$folder"/*-gcc "$folder"/*-g++; do
    [ -f "$file" ] && [ -x "$file" ] || continue
    case ${'$'}{file##*/} in "$machine"-* | c[89]9-gcc) continue ;; esac
    case $seen in *:"$file":*) continue ;; esac
    seen=$seen:$file:
    version=$("$file" --version 2>/dev/null </dev/null | { IFS= read -r line; printf '%s' "$line"; cat >/dev/null; })
    printf '%s\t%s\n' "$file" "$version"
  done
done
exit 0
`;
