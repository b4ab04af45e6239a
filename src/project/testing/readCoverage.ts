import { posix } from 'node:path';
import { UserError } from '../../base/errors';
import { CoverageSum, type SourceCoverage } from '../../domain/testing/coverage';
import type { ContainerEngine } from '../../engine/containerEngine';
import { runInContainer } from '../../engine/runInContainer';
import { runStep } from '../runStep';
import { readLines } from './readLines';
import type { TestPlace } from './testPlace';

/** What a source file of the host was covered by. */
export interface HostCoverage extends SourceCoverage {
  readonly hostPath: string;
}

/** Removes the counts of earlier runs from a build folder. */
export async function forgetCoverage(
  engine: ContainerEngine,
  { container, buildContainerPath, user }: TestPlace,
  signal?: AbortSignal,
): Promise<void> {
  await runInContainer(
    engine,
    container,
    {
      argv: ['find', buildContainerPath, '-name', '*.gcda', '-exec', 'rm', '-f', '{}', '+'],
      ...(user === undefined ? {} : { user }),
      processGroup: true,
    },
    signal,
  );
}

/**
 * Reads by gcov what the programs of a build folder have counted, also the objects that never ran. Only
 * files of the project's folder are told, and none that the build made.
 */
export async function readCoverage(
  engine: ContainerEngine,
  place: TestPlace,
  signal?: AbortSignal,
): Promise<readonly HostCoverage[]> {
  const { container, sourceContainerPath, buildContainerPath, user } = place;
  const sum = new CoverageSum();
  let message = '';
  const { exitCode } = await runStep(
    engine,
    container,
    {
      argv: ['sh', '-c', script, 'sh', buildContainerPath, sourceContainerPath],
      ...(user === undefined ? {} : { user }),
    },
    async (process) => {
      await Promise.all([
        readLines(process.stdout, (line) =>
          sum.add(line, (path) => posix.resolve(buildContainerPath, path)),
        ),
        readLines(process.stderr, (line) => (message = line)),
      ]);
    },
    signal,
  );
  if (exitCode !== 0) {
    throw new UserError(
      `The coverage in "${buildContainerPath}" of the container "${container}" cannot be read by gcov, which needs GCC 9 or newer: ${message}`,
    );
  }
  return sum.all.flatMap((file): HostCoverage[] => {
    const hostPath = place.pathMap.toHost(file.containerPath);
    const isOwn =
      isBelow(file.containerPath, sourceContainerPath) &&
      !isBelow(file.containerPath, buildContainerPath);
    return hostPath !== undefined && isOwn ? [{ ...file, hostPath }] : [];
  });
}

function isBelow(path: string, folder: string): boolean {
  return path.startsWith(folder.endsWith('/') ? folder : `${folder}/`);
}

/**
 * One report stands in each line; gcov's messages, which it writes in the middle of one, stay apart. The
 * headers of the system are left out by gcov itself: they are a thousand times as much.
 */
const script = `
cd "$1" || exit
find . -name '*.gcno' -exec gcov --json-format --stdout --branch-probabilities --branch-counts \\
  --relative-only --source-prefix "$2" {} +
`;
