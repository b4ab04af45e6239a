import { UserError } from '../base/errors';
import type { ContainerEngine } from '../engine/containerEngine';
import { runInContainer } from '../engine/runInContainer';

/** A build folder that belongs to somebody else than who builds. */
export interface ForeignFolder {
  readonly container: string;
  readonly containerPath: string;
  /** `uid:gid`, as are all users here. */
  readonly owner: string;
  readonly wanted: string;
}

/** What {@link handBack} runs, without `docker exec`. */
export function handBackCommand({ containerPath, wanted }: ForeignFolder): readonly string[] {
  return ['chown', '-hR', wanted, containerPath];
}

/** Gives a build folder and all that is in it to who builds; links are changed, not what they lead to. */
export async function handBack(
  engine: ContainerEngine,
  folder: ForeignFolder,
  signal?: AbortSignal,
): Promise<void> {
  const { container, containerPath } = folder;
  const argv = handBackCommand(folder);
  const { exitCode, stderr } = await runInContainer(
    engine,
    container,
    { argv, user: '0:0', processGroup: true },
    signal,
  );
  if (exitCode !== 0) {
    throw new UserError(
      `The folder "${containerPath}" in the container "${container}" could not be given to ${folder.wanted}: ${stderr.trim() || `chown ended with ${exitCode}`}.`,
    );
  }
}
