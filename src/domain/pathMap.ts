/** One pair of roots: what lies under `hostRoot` on the host lies under `containerRoot` in the container. */
export interface PathMapping {
  readonly hostRoot: string;
  readonly containerRoot: string;
}

/** The form of paths on the extension's host. `wsl` is Linux that sees Windows drives under `/mnt`. */
export type HostPlatform = 'linux' | 'darwin' | 'win32' | 'wsl';

/** Converts paths between the host and one container. The only place that does. */
export interface PathMap {
  readonly mappings: readonly PathMapping[];
  /** The container's path of a host path, or undefined when no mount holds it. */
  toContainer(hostPath: string): string | undefined;
  /** The host's path of a container path, or undefined when it exists only in the container. */
  toHost(containerPath: string): string | undefined;
}
