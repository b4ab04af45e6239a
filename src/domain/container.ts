/** A container as a list shows it. */
export interface ContainerSummary {
  readonly id: string;
  /** Without the leading slash. */
  readonly name: string;
  readonly image: string;
  readonly imageId: string;
  readonly state: ContainerState;
  readonly health?: 'starting' | 'healthy' | 'unhealthy';
  /** The engine's own words, such as `Up 3 hours (healthy)`. */
  readonly status: string;
  /** Milliseconds since the epoch. */
  readonly created: number;
  readonly command: string;
  readonly ports: readonly PublishedPort[];
  readonly labels: Readonly<Record<string, string>>;
  readonly mounts: readonly ContainerMount[];
}

export type ContainerState =
  'created' | 'running' | 'paused' | 'restarting' | 'removing' | 'exited' | 'dead';

export interface PublishedPort {
  readonly containerPort: number;
  readonly protocol: string;
  readonly hostIp?: string;
  /** Absent: exposed, not published. */
  readonly hostPort?: number;
}

/** A mount as the engine reports it. For a bind, `source` is a path on the engine's host. */
export interface ContainerMount {
  readonly type: string;
  readonly source: string;
  readonly destination: string;
  readonly writable: boolean;
}

/** What `inspect` adds to the summary, as far as Drydock uses it. */
export interface ContainerDetails {
  readonly id: string;
  readonly name: string;
  readonly image: string;
  readonly state: ContainerState;
  readonly exitCode: number;
  /** The engine's account of a failed start, or empty. */
  readonly stateError: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly mounts: readonly ContainerMount[];
  readonly user: string;
  readonly workdir: string;
  readonly env: readonly string[];
}

/** The label whose value is the host path of the workspace folder that a dev container belongs to. */
export const workspaceFolderLabel = 'drydock.workspaceFolder';
