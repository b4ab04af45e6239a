import { posix } from 'node:path';
import { UserError } from '../../base/errors';
import { CoverageSum, type SourceCoverage } from '../../domain/testing/coverage';
import { addGcovReport } from '../../domain/testing/gcovReport';
import { LcovReport } from '../../domain/testing/lcovReport';
import type { ContainerEngine } from '../../engine/containerEngine';
import { runInContainer } from '../../engine/runInContainer';
import { runStep } from '../runStep';
import { coverageScript, llvmMissing } from './coverageScript';
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
  const counts = ['(', '-name', '*.gcda', '-o', '-name', '*.profraw', ')'];
  await runInContainer(
    engine,
    container,
    {
      argv: ['find', buildContainerPath, ...counts, '-exec', 'rm', '-f', '{}', '+'],
      ...(user === undefined ? {} : { user }),
      processGroup: true,
    },
    signal,
  );
}

/**
 * Reads by gcov or llvm-cov what the programs of a build folder have counted, also the objects that
 * never ran. Only files of the project's folder are told, and none that the build made.
 */
export async function readCoverage(
  engine: ContainerEngine,
  place: TestPlace,
  signal?: AbortSignal,
): Promise<readonly HostCoverage[]> {
  const { container, sourceContainerPath, buildContainerPath, user } = place;
  const sum = new CoverageSum();
  const resolve = (path: string): string => posix.resolve(buildContainerPath, path);
  const lcov = new LcovReport(sum, resolve);
  let message = '';
  const { exitCode } = await runStep(
    engine,
    container,
    {
      argv: ['sh', '-c', coverageScript, 'sh', buildContainerPath, sourceContainerPath],
      ...(user === undefined ? {} : { user }),
    },
    async (process) => {
      await Promise.all([
        readLines(process.stdout, (line) =>
          line.startsWith('{') ? addGcovReport(sum, line, resolve) : lcov.line(line),
        ),
        readLines(process.stderr, (line) => (message = line)),
      ]);
    },
    signal,
  );
  if (exitCode === llvmMissing) {
    throw new UserError(
      `The coverage in "${buildContainerPath}" is that of Clang ${message}, and the container "${container}" has no llvm-cov and llvm-profdata to read it. Install them, in Debian and Ubuntu the package "llvm".`,
    );
  }
  if (exitCode !== 0) {
    throw new UserError(
      `The coverage in "${buildContainerPath}" of the container "${container}" cannot be read by gcov, which needs GCC 9 or newer, or llvm-cov of the Clang that built it: ${message}`,
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
