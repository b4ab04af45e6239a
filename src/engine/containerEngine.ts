import type { Readable, Writable } from 'node:stream';
import type { Disposable } from '../base/disposable';
import type { ContainerDetails, ContainerSummary } from '../domain/container';
import type { ContainerSpec } from '../domain/containerSpec';
import type { ImageDetails, ImageSummary } from '../domain/image';

/**
 * The port to a container engine. Nothing above this floor assumes that the engine is local or
 * Docker's: it asks {@link EngineInfo.capabilities}. Every call rejects with an `EngineError` (a
 * `UserError` with a `kind`) and settles when its signal fires or its connection drops.
 */
export interface ContainerEngine extends Disposable {
  /** Where the engine is, such as `unix:///var/run/docker.sock`, for messages and launch configurations. */
  readonly endpoint: string;
  /** Asks for version and capabilities; the cheapest way to find out whether the engine is there. */
  info(signal?: AbortSignal): Promise<EngineInfo>;

  listContainers(signal?: AbortSignal): Promise<readonly ContainerSummary[]>;
  /** By id or name. */
  inspectContainer(container: string, signal?: AbortSignal): Promise<ContainerDetails>;
  /** The engine's own JSON, for a person to read. */
  inspectContainerJson(container: string, signal?: AbortSignal): Promise<string>;
  /** Creates without starting. The working directory of relative mounts is the spec's business, not the engine's. */
  createContainer(spec: ContainerSpec, signal?: AbortSignal): Promise<CreatedContainer>;
  startContainer(container: string, signal?: AbortSignal): Promise<void>;
  /** Also fine when it has stopped already. */
  stopContainer(container: string, signal?: AbortSignal): Promise<void>;
  restartContainer(container: string, signal?: AbortSignal): Promise<void>;
  unpauseContainer(container: string, signal?: AbortSignal): Promise<void>;
  removeContainer(container: string, options: RemoveOptions, signal?: AbortSignal): Promise<void>;
  /** The container's output, following it while `follow` holds; ends with the container. */
  logs(container: string, options: LogOptions, signal?: AbortSignal): Promise<OutputStreams>;

  exec(container: string, request: ExecRequest, signal?: AbortSignal): Promise<ExecProcess>;

  listImages(signal?: AbortSignal): Promise<readonly ImageSummary[]>;
  inspectImage(image: string, signal?: AbortSignal): Promise<ImageDetails>;
  inspectImageJson(image: string, signal?: AbortSignal): Promise<string>;
  removeImage(image: string, options: { force: boolean }, signal?: AbortSignal): Promise<void>;
  pullImage(
    reference: string,
    report: (progress: TransferProgress) => void,
    signal?: AbortSignal,
  ): Promise<void>;
  /** Resolves with the image's id. */
  buildImage(
    request: ImageBuildRequest,
    report: (progress: BuildProgress) => void,
    signal?: AbortSignal,
  ): Promise<string>;

  /** A tar archive of a path in the container, which may be stopped. */
  getArchive(container: string, containerPath: string, signal?: AbortSignal): Promise<Readable>;

  /** Follows changes of containers and images, reconnecting for ever, until disposed. */
  watch(listener: (change: EngineChange) => void): Disposable;
}

export interface EngineInfo {
  /** Such as `Docker 20.10.24`. */
  readonly product: string;
  readonly apiVersion: string;
  readonly os: string;
  readonly architecture: string;
  readonly capabilities: EngineCapabilities;
}

interface EngineCapabilities {
  /** A bind mount of a path of this machine shows that path in the container. */
  readonly hostBindMounts: boolean;
  /** `--gpus` can work: the NVIDIA runtime or CDI is configured. */
  readonly gpus: boolean;
  readonly pause: boolean;
  /** The engine runs rootless or maps users, so root in the container is not root on the host. */
  readonly userNamespaces: boolean;
}

export interface CreatedContainer {
  readonly id: string;
  readonly warnings: readonly string[];
}

export interface RemoveOptions {
  readonly force: boolean;
  /** Also the anonymous volumes. */
  readonly volumes: boolean;
}

export interface LogOptions {
  readonly follow: boolean;
  /** Lines from the end; absent means all. */
  readonly tail?: number;
  /** Only what was written after this moment, in milliseconds since the epoch. */
  readonly since?: number;
  readonly timestamps?: boolean;
}

/** With a tty everything comes on `stdout`. */
export interface OutputStreams extends Disposable {
  readonly stdout: Readable;
  readonly stderr: Readable;
}

export interface ExecRequest {
  readonly argv: readonly string[];
  readonly user?: string;
  readonly cwd?: string;
  /** `KEY=value`. */
  readonly env?: readonly string[];
  /** stdin is connected. */
  readonly stdin?: boolean;
  readonly tty?: boolean;
  /** Initial size of the tty. */
  readonly size?: TerminalSize;
  /**
   * Runs the command in a process group of its own, so that {@link ExecProcess.kill} reaches all of
   * it. Needs `sh` in the image. Not with `tty`.
   */
  readonly processGroup?: boolean;
}

export interface TerminalSize {
  readonly columns: number;
  readonly rows: number;
}

/** A process started in a container. */
export interface ExecProcess extends OutputStreams {
  /** Ending it half-closes: the process sees end of file and its later output still arrives. */
  readonly stdin: Writable;
  /**
   * Resolves once the process has ended and its output has been delivered; rejects when the
   * connection was lost, or when the command could not be started (exit 126/127 of the engine itself).
   */
  readonly exit: Promise<number>;
  resize(size: TerminalSize): Promise<void>;
  /**
   * Ends the whole process group in the container: `signal` first (default TERM), KILL after three
   * seconds. Resolves when the group is gone. Only with {@link ExecRequest.processGroup}.
   */
  kill(signal?: 'TERM' | 'INT' | 'KILL'): Promise<void>;
  /** Closes the connection; does not end the process in the container. */
  dispose(): void;
}

/** Bytes over all layers; `total` grows while layers are discovered. */
export interface TransferProgress {
  readonly current: number;
  readonly total: number;
  /** Such as `Downloading 3 of 5 layers`. */
  readonly message: string;
}

export interface ImageBuildRequest {
  /** The folder sent to the engine, less what its `.dockerignore` names. */
  readonly contextHostPath: string;
  /** Relative to the context. */
  readonly dockerfile: string;
  readonly tags: readonly string[];
  readonly buildArgs?: Readonly<Record<string, string>>;
  readonly target?: string;
  readonly platform?: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly noCache?: boolean;
}

export type BuildProgress =
  | { readonly kind: 'log'; readonly text: string }
  | { readonly kind: 'step'; readonly step: number; readonly steps: number; readonly text: string }
  | { readonly kind: 'transfer'; readonly transfer: TransferProgress };

export type EngineChange =
  /** Something happened to this kind of resource: the list is out of date. */
  | { readonly kind: 'containers' | 'images' }
  /** The connection came back: everything may be out of date. */
  | { readonly kind: 'connected' }
  | { readonly kind: 'disconnected'; readonly error: Error };
