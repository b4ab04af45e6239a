import type { RestartPolicy } from './containerSpec';

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
  readonly networks: readonly ContainerNetwork[];
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
  /** Of the volume. */
  readonly name?: string;
  readonly source: string;
  readonly destination: string;
  readonly writable: boolean;
}

/** A network that a container is on. The addresses are there while it runs. */
export interface ContainerNetwork {
  readonly id: string;
  readonly name: string;
  readonly aliases: readonly string[];
  readonly ipv4?: string;
  readonly ipv6?: string;
  readonly macAddress?: string;
}

/** What a container takes on the engine's disk; the engine walks its files for it. In bytes. */
export interface ContainerSize {
  readonly id: string;
  /** What it wrote over its image. */
  readonly writable: number;
  /** With its image. */
  readonly total: number;
}

/** What `inspect` adds to the summary, as far as Drydock uses it. */
export interface ContainerDetails {
  readonly id: string;
  readonly name: string;
  readonly image: string;
  readonly imageId: string;
  readonly state: ContainerState;
  readonly exitCode: number;
  /** The engine's account of a failed start, or empty. */
  readonly stateError: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly mounts: readonly ContainerMount[];
  readonly networks: readonly ContainerNetwork[];
  readonly user: string;
  readonly workdir: string;
  readonly env: readonly string[];
  readonly tty: boolean;
  /** Its standard input is kept open, so that one can attach to it. */
  readonly openStdin: boolean;
  /** It is closed when the first client that was attached to it goes. */
  readonly stdinOnce: boolean;
  /** Whose processes it sees: empty for its own only, else `host` or `container:ID`. */
  readonly pidMode: string;
  /** The number of its first process on the engine's host; 0 while it does not run. */
  readonly pid: number;
  /** The kernel ended it for want of memory. */
  readonly oomKilled: boolean;
  readonly restartCount: number;
  /** Milliseconds since the epoch; 0 when it never was. */
  readonly created: number;
  readonly started: number;
  readonly finished: number;
  readonly limits: ContainerLimits;
}

/** What may be changed in a container that exists. In bytes and processors; 0 means no limit. */
export interface ContainerLimits {
  readonly memory: number;
  readonly memoryReservation: number;
  /** Memory and swap together; -1 means no limit. */
  readonly memorySwap: number;
  readonly cpus: number;
  readonly cpuShares: number;
  /** Such as `0-3,6`; empty means all. */
  readonly cpusetCpus: string;
  readonly pids: number;
  readonly restart: RestartPolicy;
}

/** What is to be changed of a container's limits; the rest stays. */
export type ContainerUpdate = Partial<ContainerLimits>;

/** The label whose value is the host path of the workspace folder that a dev container belongs to. */
export const workspaceFolderLabel = 'drydock.workspaceFolder';
