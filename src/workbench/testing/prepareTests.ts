import { CancelledError } from '../../base/errors';
import { isPlaceholder } from '../../domain/testing/projectTest';
import type { BuildRunner } from '../build/buildRunner';
import { drydockTaskType, exitCodes } from '../build/drydockTask';
import type { FolderProject } from '../build/folderProject';
import type { Variant } from '../build/variant';
import { settings } from '../settings';
import type { TestExplorer } from './testExplorer';
import type { TestSelection } from './testSelection';

/** The build before the tests failed; it has shown why. */
export class BuildFailedError extends Error {
  override readonly name = 'BuildFailedError';
}

/**
 * Builds what is to be tested, if the setting says so, lists the tests again, and resolves with the
 * names to run; undefined means all. Throws {@link BuildFailedError} when the build fails.
 */
export async function prepareTests(
  { explorer, runner }: { readonly explorer: TestExplorer; readonly runner: BuildRunner },
  { root, names }: TestSelection,
  write: (text: string) => void,
  signal: AbortSignal,
  jobs?: number,
): Promise<readonly string[] | undefined> {
  const { project } = root;
  const before = new Set(root.all.map(({ name }) => name));
  // The numbers may be others now, and a program that was built has tests of its own.
  if (settings.testBuildBefore(project.folder.uri)) {
    await buildOrThrow(runner, project, write, signal, jobs === undefined ? {} : { jobs });
    await explorer.listed(project);
  } else {
    await explorer.list(project, true, signal);
  }
  const wanted = new Set(names);
  const replaced = names?.some((name) => isPlaceholder({ name }) && !root.test(name)) === true;
  return names === undefined
    ? undefined
    : root.all.flatMap(({ name }) =>
        wanted.has(name) || (replaced && !before.has(name)) ? [name] : [],
      );
}

/** Builds the whole project; throws {@link BuildFailedError} when that fails. */
export async function buildOrThrow(
  runner: BuildRunner,
  project: FolderProject,
  write: (text: string) => void,
  signal: AbortSignal,
  variant: Variant,
): Promise<void> {
  const definition = { type: drydockTaskType, task: 'build' } as const;
  const exitCode = await runner.run(project, definition, write, signal, { variant });
  if (exitCode === exitCodes.cancelled || exitCode === exitCodes.refused) {
    throw new CancelledError();
  }
  if (exitCode !== 0) {
    throw new BuildFailedError();
  }
}
