import {
  buildSystemOf,
  makefiles,
  type BuildSystem,
  type OwnCommands,
} from '../domain/buildSystem';
import type { ContainerEngine } from '../engine/containerEngine';
import { runInContainer } from '../engine/runInContainer';

/** Finds out what builds a folder of a container; CMake where nothing tells. */
export async function findBuildSystem(
  engine: ContainerEngine,
  container: string,
  sourceContainerPath: string,
  commands: OwnCommands,
  signal?: AbortSignal,
): Promise<BuildSystem> {
  const { stdout } = await runInContainer(
    engine,
    container,
    {
      argv: [
        ...['sh', '-c', script, 'sh', sourceContainerPath],
        ...['CMakeLists.txt', 'meson.build', ...makefiles],
      ],
    },
    signal,
  );
  return buildSystemOf(new Set(stdout.split('\n')), commands) ?? 'cmake';
}

const script = String.raw`
folder=$1
shift
for name in "$@"; do
  if [ -f "$folder/$name" ]; then printf '%s\n' "$name"; fi
done
exit 0
`;
