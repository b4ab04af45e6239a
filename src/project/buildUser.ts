import type { Logger } from '../base/logger';
import type { ContainerEngine } from '../engine/containerEngine';
import type { BuildSink } from './buildSink';

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

/** Falls back to the owner of a build folder that an earlier build made for itself alone. */
export function usableUser(
  wanted: string | undefined,
  folder: {
    readonly container: string;
    readonly buildContainerPath: string;
    readonly writable: boolean;
    readonly owner?: string;
  },
  sink: BuildSink,
  log: Logger,
): string | undefined {
  if (wanted === undefined || folder.writable || folder.owner === undefined) {
    return wanted;
  }
  const owner = folder.owner === wanted ? '0:0' : folder.owner;
  const sentence = `"${folder.buildContainerPath}" in the container "${folder.container}" cannot be written by the user ${wanted}, so this build runs as ${owner}. Make its files yours to build as yourself again.`;
  log.warn(sentence);
  sink.onOutput?.(`${sentence}\n`);
  sink.onForeignFolder?.(sentence);
  return owner;
}
