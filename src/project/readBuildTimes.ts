import { posix } from 'node:path';
import { UserError } from '../base/errors';
import { parseNinjaLog, type BuildTimes } from '../domain/buildTimes';
import { BuildContext, type BuildPlace } from '../domain/diagnostics/buildContext';
import type { PathMap } from '../domain/pathMap';
import type { ContainerEngine } from '../engine/containerEngine';
import { runInContainer } from '../engine/runInContainer';

/** Reads how long the steps of a build folder took; a {@link UserError} where Ninja has not built in it. */
export async function readBuildTimes(
  engine: ContainerEngine,
  container: string,
  buildContainerPath: string,
  signal?: AbortSignal,
): Promise<BuildTimes> {
  const argv = ['cat', posix.join(buildContainerPath, '.ninja_log')];
  const { stdout } = await runInContainer(engine, container, { argv }, signal);
  const times = parseNinjaLog(stdout);
  if (!times) {
    throw new UserError(
      `Nothing in "${buildContainerPath}" of the container "${container}" tells how long its steps took: Ninja notes it, make does not. Build with Ninja once.`,
    );
  }
  return times;
}

/** The source that an output of a build folder was made from, on the host; else the output itself. */
export function hostPathOfOutput(place: BuildPlace, pathMap: PathMap, output: string): string {
  const containerPath =
    new BuildContext(place).sourceOfObject(output) ?? posix.join(place.buildDirectory, output);
  const hostPath = pathMap.toHost(containerPath);
  if (hostPath === undefined) {
    throw new UserError(`"${containerPath}" is only in the container.`);
  }
  return hostPath;
}
