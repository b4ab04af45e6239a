/**
 * What the Engine API's `POST /containers/create` takes, as far as a container specification can
 * ask for it. The names are the API's own; a field left out or undefined means the API's default.
 */
export interface CreateOptions {
  /** A query parameter. */
  readonly name?: string | undefined;
  /** A query parameter. */
  readonly platform?: string | undefined;
  readonly body: CreateBody;
}

export interface CreateBody {
  readonly Image: string;
  readonly Cmd?: string[] | undefined;
  readonly Entrypoint?: string[] | undefined;
  readonly Hostname?: string | undefined;
  readonly Domainname?: string | undefined;
  readonly User?: string | undefined;
  readonly AttachStdin: boolean;
  readonly AttachStdout: boolean;
  readonly AttachStderr: boolean;
  readonly Tty?: boolean | undefined;
  readonly OpenStdin?: boolean | undefined;
  readonly StdinOnce?: boolean | undefined;
  readonly Env?: string[] | undefined;
  readonly WorkingDir?: string | undefined;
  readonly Labels?: Record<string, string> | undefined;
  /** Where API 1.44 and later want the endpoint's own `MacAddress`. */
  readonly MacAddress?: string | undefined;
  readonly ExposedPorts?: Record<string, Empty> | undefined;
  readonly Volumes?: Record<string, Empty> | undefined;
  readonly StopSignal?: string | undefined;
  readonly StopTimeout?: number | undefined;
  readonly Healthcheck?: CreateHealthCheck | undefined;
  readonly HostConfig: CreateHostConfig;
  readonly NetworkingConfig?:
    { readonly EndpointsConfig: Record<string, CreateEndpoint> } | undefined;
}

/** The API's set: a map whose values are empty objects. */
type Empty = Record<string, never>;

export interface CreateHealthCheck {
  readonly Test?: string[] | undefined;
  readonly Interval?: number | undefined;
  readonly Timeout?: number | undefined;
  readonly StartPeriod?: number | undefined;
  readonly StartInterval?: number | undefined;
  readonly Retries?: number | undefined;
}

export interface CreateHostConfig {
  readonly Annotations?: Record<string, string> | undefined;
  readonly AutoRemove?: boolean | undefined;
  readonly Binds?: string[] | undefined;
  readonly BlkioDeviceReadBps?: DeviceThrottle[] | undefined;
  readonly BlkioDeviceReadIOps?: DeviceThrottle[] | undefined;
  readonly BlkioDeviceWriteBps?: DeviceThrottle[] | undefined;
  readonly BlkioDeviceWriteIOps?: DeviceThrottle[] | undefined;
  readonly BlkioWeight?: number | undefined;
  readonly BlkioWeightDevice?: { readonly Path: string; readonly Weight: number }[] | undefined;
  readonly CapAdd?: string[] | undefined;
  readonly CapDrop?: string[] | undefined;
  readonly CgroupParent?: string | undefined;
  readonly CgroupnsMode?: string | undefined;
  readonly CpuPeriod?: number | undefined;
  readonly CpuQuota?: number | undefined;
  readonly CpuRealtimePeriod?: number | undefined;
  readonly CpuRealtimeRuntime?: number | undefined;
  readonly CpuShares?: number | undefined;
  readonly CpusetCpus?: string | undefined;
  readonly CpusetMems?: string | undefined;
  readonly DeviceCgroupRules?: string[] | undefined;
  readonly DeviceRequests?: CreateDeviceRequest[] | undefined;
  readonly Devices?: CreateDevice[] | undefined;
  readonly Dns?: string[] | undefined;
  readonly DnsOptions?: string[] | undefined;
  readonly DnsSearch?: string[] | undefined;
  readonly ExtraHosts?: string[] | undefined;
  readonly GroupAdd?: string[] | undefined;
  readonly Init?: boolean | undefined;
  readonly IpcMode?: string | undefined;
  readonly Isolation?: string | undefined;
  readonly KernelMemory?: number | undefined;
  readonly Links?: string[] | undefined;
  readonly LogConfig?:
    { readonly Type: string; readonly Config: Record<string, string> } | undefined;
  readonly MaskedPaths?: string[] | undefined;
  readonly Memory?: number | undefined;
  readonly MemoryReservation?: number | undefined;
  readonly MemorySwap?: number | undefined;
  readonly MemorySwappiness?: number | undefined;
  readonly Mounts?: CreateMount[] | undefined;
  readonly NanoCpus?: number | undefined;
  readonly NetworkMode?: string | undefined;
  readonly OomKillDisable?: boolean | undefined;
  readonly OomScoreAdj?: number | undefined;
  readonly PidMode?: string | undefined;
  readonly PidsLimit?: number | undefined;
  readonly PortBindings?:
    Record<string, { readonly HostIp: string; readonly HostPort: string }[]> | undefined;
  readonly Privileged?: boolean | undefined;
  readonly PublishAllPorts?: boolean | undefined;
  readonly ReadonlyPaths?: string[] | undefined;
  readonly ReadonlyRootfs?: boolean | undefined;
  readonly RestartPolicy?:
    { readonly Name: string; readonly MaximumRetryCount?: number | undefined } | undefined;
  readonly Runtime?: string | undefined;
  readonly SecurityOpt?: string[] | undefined;
  readonly ShmSize?: number | undefined;
  readonly StorageOpt?: Record<string, string> | undefined;
  readonly Sysctls?: Record<string, string> | undefined;
  readonly Tmpfs?: Record<string, string> | undefined;
  readonly UTSMode?: string | undefined;
  readonly Ulimits?:
    { readonly Name: string; readonly Soft: number; readonly Hard: number }[] | undefined;
  readonly UsernsMode?: string | undefined;
  readonly VolumeDriver?: string | undefined;
  readonly VolumesFrom?: string[] | undefined;
}

export interface CreateDeviceRequest {
  readonly Driver: string;
  readonly Count: number;
  readonly DeviceIDs?: string[] | undefined;
  readonly Capabilities?: string[][] | undefined;
  readonly Options?: Record<string, string> | undefined;
}

interface CreateDevice {
  readonly PathOnHost: string;
  readonly PathInContainer: string;
  readonly CgroupPermissions: string;
}

export interface CreateMount {
  readonly Type: 'bind' | 'volume' | 'tmpfs';
  readonly Source?: string | undefined;
  readonly Target: string;
  readonly ReadOnly?: boolean | undefined;
  readonly Consistency?: 'default' | 'consistent' | 'cached' | 'delegated' | undefined;
  readonly BindOptions?:
    | { readonly Propagation?: string | undefined; readonly NonRecursive?: boolean | undefined }
    | undefined;
  readonly VolumeOptions?:
    | {
        readonly NoCopy?: boolean | undefined;
        readonly Subpath?: string | undefined;
        readonly Labels?: Record<string, string> | undefined;
        readonly DriverConfig?:
          | {
              readonly Name?: string | undefined;
              readonly Options?: Record<string, string> | undefined;
            }
          | undefined;
      }
    | undefined;
  readonly TmpfsOptions?:
    { readonly SizeBytes?: number | undefined; readonly Mode?: number | undefined } | undefined;
}

export interface CreateEndpoint {
  readonly IPAMConfig?:
    | {
        readonly IPv4Address?: string | undefined;
        readonly IPv6Address?: string | undefined;
        readonly LinkLocalIPs?: string[] | undefined;
      }
    | undefined;
  readonly Links?: string[] | undefined;
  readonly Aliases?: string[] | undefined;
  readonly MacAddress?: string | undefined;
}

interface DeviceThrottle {
  readonly Path: string;
  readonly Rate: number;
}
