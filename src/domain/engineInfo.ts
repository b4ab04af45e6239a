/** What an engine is and what it can do. */
export interface EngineInfo {
  /** Such as `Docker 20.10.24`. */
  readonly product: string;
  readonly apiVersion: string;
  readonly os: string;
  readonly architecture: string;
  readonly capabilities: EngineCapabilities;
  readonly machine: EngineMachine;
}

interface EngineCapabilities {
  /** A bind mount of a path of this machine shows that path in the container. */
  readonly hostBindMounts: boolean;
  /** `--gpus` can work: the NVIDIA runtime or CDI is configured. */
  readonly gpus: boolean;
  readonly pause: boolean;
  /** The engine runs rootless or maps users, so root in the container is not root on the host. */
  readonly userNamespaces: boolean;
  /** What containers use can be measured. */
  readonly stats: boolean;
  /** Memory and processors of a container can be limited, also afterwards. */
  readonly limits: boolean;
  /** It keeps a cache of builds that can be emptied. */
  readonly buildCache: boolean;
  /** It builds images with BuildKit, whether or not the docker CLI can. */
  readonly buildKit: boolean;
  /** A container without a terminal keeps its input when who was attached to it goes. */
  readonly keepsInput: boolean;
}

/** The machine that an engine runs on, and how the engine is set up there. */
export interface EngineMachine {
  readonly name: string;
  /** Such as `Debian GNU/Linux 12 (bookworm)`. */
  readonly operatingSystem: string;
  readonly kernel: string;
  readonly cpus: number;
  /** Bytes. */
  readonly memory: number;
  /** Where the engine keeps images and containers. */
  readonly rootFolder: string;
  /** Such as `overlay2`. */
  readonly storageDriver: string;
  readonly cgroupVersion: number;
  readonly cgroupDriver: string;
  readonly runtimes: readonly string[];
  readonly defaultRuntime: string;
  /** The folders in which the engine looks for CDI devices; empty where it does not know CDI. */
  readonly cdiFolders: readonly string[];
  /** The CDI devices that it found, such as `nvidia.com/gpu=0`; only newer engines tell. */
  readonly cdiDevices: readonly string[];
  /** Such as `name=seccomp,profile=default`. */
  readonly securityOptions: readonly string[];
  /** What the engine finds wrong with its machine, in its own words. */
  readonly warnings: readonly string[];
}
