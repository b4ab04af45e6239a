/**
 * What a container is to be. One model, several codecs: `parseDockerRun`, `toDockerRun`,
 * `toCreateOptions`. Fields left out mean the engine's (or the image's) own default.
 */
export interface ContainerSpec {
  readonly image: string;
  readonly name?: string;
  /** The command after the image; empty or absent means the image's own. */
  readonly command?: readonly string[];
  /** `''` clears the image's entry point, as `--entrypoint ''` does. */
  readonly entrypoint?: string;
  readonly tty?: boolean;
  /** `-i`: standard input stays open. */
  readonly interactive?: boolean;
  /** `-d`. Drydock always creates detached; kept so that a pasted line comes back as it was. */
  readonly detach?: boolean;
  /** `-a`: the streams (`stdin`, `stdout`, `stderr`) to attach instead of the default ones. */
  readonly attach?: readonly string[];
  readonly mounts?: readonly Mount[];
  readonly ports?: readonly PortBinding[];
  /** `--expose`, such as `3000` or `3000-3005/udp`. */
  readonly expose?: readonly string[];
  readonly publishAll?: boolean;
  /** `KEY=value`, or `KEY` alone for "take it from the client's environment". */
  readonly env?: readonly string[];
  readonly envFiles?: readonly string[];
  readonly user?: string;
  readonly workdir?: string;
  readonly hostname?: string;
  readonly domainname?: string;
  readonly macAddress?: string;
  readonly network?: string;
  readonly networkAliases?: readonly string[];
  readonly ip?: string;
  readonly ip6?: string;
  readonly linkLocalIps?: readonly string[];
  readonly links?: readonly string[];
  readonly addHosts?: readonly string[];
  readonly dns?: readonly string[];
  readonly dnsOptions?: readonly string[];
  readonly dnsSearch?: readonly string[];
  readonly gpus?: readonly GpuRequest[];
  readonly runtime?: string;
  readonly devices?: readonly DeviceMapping[];
  /** Qualified names of CDI devices, such as `nvidia.com/gpu=all`. */
  readonly cdiDevices?: readonly string[];
  readonly deviceCgroupRules?: readonly string[];
  readonly capAdd?: readonly string[];
  readonly capDrop?: readonly string[];
  readonly securityOpt?: readonly string[];
  readonly privileged?: boolean;
  readonly groupAdd?: readonly string[];
  readonly ipc?: string;
  readonly pid?: string;
  readonly uts?: string;
  readonly userns?: string;
  readonly cgroupns?: string;
  readonly cgroupParent?: string;
  /** Bytes. */
  readonly shmSize?: number;
  readonly ulimits?: readonly Ulimit[];
  readonly sysctls?: Readonly<Record<string, string>>;
  readonly tmpfs?: Readonly<Record<string, string>>;
  readonly volumesFrom?: readonly string[];
  readonly volumeDriver?: string;
  readonly readOnly?: boolean;
  /** Bytes. */
  readonly memory?: number;
  /** Bytes; -1 means without limit. */
  readonly memorySwap?: number;
  /** Bytes. */
  readonly memoryReservation?: number;
  /** Bytes. */
  readonly kernelMemory?: number;
  /** 0 to 100. */
  readonly memorySwappiness?: number;
  readonly cpus?: number;
  readonly cpuShares?: number;
  /** Microseconds, like the other periods and runtimes. */
  readonly cpuPeriod?: number;
  readonly cpuQuota?: number;
  readonly cpuRealtimePeriod?: number;
  readonly cpuRealtimeRuntime?: number;
  readonly cpusetCpus?: string;
  readonly cpusetMems?: string;
  readonly pidsLimit?: number;
  readonly oomKillDisable?: boolean;
  readonly oomScoreAdj?: number;
  readonly blkioWeight?: number;
  readonly blkioWeightDevices?: readonly DeviceRate[];
  /** Bytes per second. */
  readonly deviceReadBps?: readonly DeviceRate[];
  /** Bytes per second. */
  readonly deviceWriteBps?: readonly DeviceRate[];
  readonly deviceReadIops?: readonly DeviceRate[];
  readonly deviceWriteIops?: readonly DeviceRate[];
  readonly storageOptions?: Readonly<Record<string, string>>;
  readonly isolation?: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly labelFiles?: readonly string[];
  /** Needs API 1.43. */
  readonly annotations?: Readonly<Record<string, string>>;
  /** `false` overrides the engine's own default. */
  readonly init?: boolean;
  readonly restart?: RestartPolicy;
  /** `--rm`. */
  readonly autoRemove?: boolean;
  readonly platform?: string;
  readonly stopSignal?: string;
  /** Seconds. */
  readonly stopTimeout?: number;
  readonly health?: HealthCheck;
  readonly logDriver?: string;
  readonly logOptions?: Readonly<Record<string, string>>;
  /** Client-side flags that change no field of the request (`--pull=always`, `--sig-proxy=false`). */
  readonly clientFlags?: readonly string[];
}

/** `-v`/`--volume` (`volumeFlag`: goes to the engine in its `Binds` form) or `--mount`. */
export type Mount =
  | {
      readonly kind: 'volumeFlag';
      /** A host path or a volume's name; absent for an anonymous volume. */
      readonly source?: string;
      readonly target: string;
      /** Everything after the second colon, such as `ro,z`. */
      readonly options?: string;
    }
  | {
      readonly kind: 'bind' | 'volume' | 'tmpfs';
      readonly source?: string;
      readonly target: string;
      readonly readOnly?: boolean;
      readonly bindPropagation?: string;
      /** What is mounted below the source is left out. */
      readonly bindNonRecursive?: boolean;
      readonly consistency?: 'default' | 'consistent' | 'cached' | 'delegated';
      readonly volumeNoCopy?: boolean;
      readonly volumeDriver?: string;
      readonly volumeSubpath?: string;
      readonly volumeOptions?: Readonly<Record<string, string>>;
      readonly volumeLabels?: Readonly<Record<string, string>>;
      /** Bytes. */
      readonly tmpfsSize?: number;
      readonly tmpfsMode?: number;
    };

export interface PortBinding {
  readonly hostIp?: string;
  /** Absent: the engine picks one. A range such as `8000-8010` picks one of it. */
  readonly hostPort?: string;
  readonly containerPort: number;
  readonly protocol: 'tcp' | 'udp' | 'sctp';
}

export interface GpuRequest {
  readonly driver?: string;
  /** -1 means all. */
  readonly count?: number;
  readonly deviceIds?: readonly string[];
  /** Beside `gpu`, which is always asked for. */
  readonly capabilities?: readonly string[];
  readonly options?: Readonly<Record<string, string>>;
}

export interface DeviceMapping {
  readonly hostPath: string;
  readonly containerPath: string;
  /** A subset of `rwm`. */
  readonly permissions: string;
}

/** A limit or weight of one block device. */
export interface DeviceRate {
  readonly hostPath: string;
  readonly rate: number;
}

export interface Ulimit {
  readonly name: string;
  readonly soft: number;
  readonly hard: number;
}

export interface RestartPolicy {
  readonly name: 'no' | 'always' | 'unless-stopped' | 'on-failure';
  readonly maximumRetryCount?: number;
}

/** Durations in nanoseconds, as the engine takes them. */
export interface HealthCheck {
  readonly command?: string;
  readonly disabled?: boolean;
  readonly interval?: number;
  readonly timeout?: number;
  readonly startPeriod?: number;
  /** Needs API 1.44. */
  readonly startInterval?: number;
  readonly retries?: number;
}
