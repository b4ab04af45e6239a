import type { ContainerEngine } from '../engine/containerEngine';

/** The numbers by which the host knows its user. Absent where there are none (Windows). */
export interface HostUser {
  readonly uid: number;
  readonly gid: number;
}

/**
 * The user that a build runs as, in the form that exec takes, so that what it writes under a bind
 * mount belongs to the host's user. Undefined: the image's own user.
 */
export async function chooseBuildUser(
  engine: ContainerEngine,
  hostUser: HostUser | undefined,
  signal?: AbortSignal,
): Promise<string | undefined> {
  if (hostUser === undefined) {
    return undefined;
  }
  const { capabilities } = await engine.info(signal);
  if (capabilities.userNamespaces) {
    // Root of a rootless engine is the user who started it; any other number is somebody else.
    return '0:0';
  }
  return capabilities.hostBindMounts ? `${hostUser.uid}:${hostUser.gid}` : undefined;
}
