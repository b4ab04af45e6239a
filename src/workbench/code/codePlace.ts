import { CancelledError } from '../../base/errors';
import type { ContainerSummary } from '../../domain/container';
import type { Toolchain } from '../../domain/toolchain';
import type { FolderProject } from '../build/folderProject';

/** Where the code of a folder is compiled. */
export interface CodePlace {
  readonly container: ContainerSummary;
  readonly toolchain: Toolchain;
  readonly buildContainerPath: string;
  /** `uid:gid`; absent: the image's own user. */
  readonly user?: string;
}

/** Looks at where a folder is built, and starts its container if need be. */
export async function codePlaceOf(
  project: FolderProject,
  signal?: AbortSignal,
): Promise<CodePlace> {
  const { buildContainerPath, user } = await project.testPlace(signal);
  const { container, toolchain } = project;
  if (!container || !toolchain) {
    // Removed while it was looked at.
    throw new CancelledError();
  }
  return { container, toolchain, buildContainerPath, ...(user === undefined ? {} : { user }) };
}
