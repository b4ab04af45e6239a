import type { Readable, Writable } from 'node:stream';
import type {
  ContainerDetails,
  ContainerSize,
  ContainerSummary,
  ContainerUpdate,
} from '../domain/container';
import type { ContainerChange } from '../domain/containerChange';
import type { ContainerSpec } from '../domain/containerSpec';
import type { ContainerStats } from '../domain/containerStats';
import type { TerminalSize } from './execOperations';
import type { OutputStreams } from './outputStreams';

/** What an engine does with containers. A container is given by its id or its name. */
export interface ContainerOperations {
  listContainers(signal?: AbortSignal): Promise<readonly ContainerSummary[]>;
  /** What all containers, or the named ones, take on the disk. Slow: the engine walks their files. */
  containerSizes(
    containers?: readonly string[],
    signal?: AbortSignal,
  ): Promise<readonly ContainerSize[]>;
  inspectContainer(container: string, signal?: AbortSignal): Promise<ContainerDetails>;
  /** The engine's own JSON, for a person to read. */
  inspectContainerJson(container: string, signal?: AbortSignal): Promise<string>;
  /** Creates without starting. The working directory of relative mounts is the spec's business, not the engine's. */
  createContainer(spec: ContainerSpec, signal?: AbortSignal): Promise<Created>;
  startContainer(container: string, signal?: AbortSignal): Promise<void>;
  /** Also fine when it has stopped already. */
  stopContainer(container: string, signal?: AbortSignal): Promise<void>;
  restartContainer(container: string, signal?: AbortSignal): Promise<void>;
  pauseContainer(container: string, signal?: AbortSignal): Promise<void>;
  unpauseContainer(container: string, signal?: AbortSignal): Promise<void>;
  /** Sends a signal, such as `SIGTERM` or `HUP`, to its first process. */
  killContainer(container: string, killSignal: string, signal?: AbortSignal): Promise<void>;
  renameContainer(container: string, name: string, signal?: AbortSignal): Promise<void>;
  /** Resolves with the engine's warnings. Swap that was the engine's own choice follows the memory. */
  updateContainer(
    container: string,
    update: ContainerUpdate,
    signal?: AbortSignal,
  ): Promise<readonly string[]>;
  removeContainer(container: string, options: RemoveOptions, signal?: AbortSignal): Promise<void>;
  /** Resolves with the exit code once it does not run. */
  waitForContainer(container: string, signal?: AbortSignal): Promise<number>;
  /** Makes an image of what it has become, without its volumes; resolves with the image's id. */
  commitContainer(container: string, request: CommitRequest, signal?: AbortSignal): Promise<string>;
  /** The paths in which it differs from its image. */
  containerChanges(container: string, signal?: AbortSignal): Promise<readonly ContainerChange[]>;
  /** A tar archive of all its files, without its volumes, as `importImage` takes it. */
  exportContainer(container: string, signal?: AbortSignal): Promise<Readable>;
  /** The container's output, following it while `follow` holds; ends with the container. */
  logs(container: string, options: LogOptions, signal?: AbortSignal): Promise<OutputStreams>;
  /** Connects to its first process. */
  attachContainer(
    container: string,
    options: AttachOptions,
    signal?: AbortSignal,
  ): Promise<Attachment>;
  /** What it uses now; takes one to two seconds, because use is a difference. */
  containerStats(container: string, signal?: AbortSignal): Promise<ContainerStats>;
  /**
   * What it uses, about once a second, until it does not run any more or the signal fires, which
   * throws. The engine measures only while the caller takes.
   */
  followStats(container: string, signal?: AbortSignal): AsyncIterable<ContainerStats>;
}

/** Something that the engine made. */
export interface Created {
  readonly id: string;
  readonly warnings: readonly string[];
}

interface RemoveOptions {
  readonly force: boolean;
  /** Also the anonymous volumes. */
  readonly volumes: boolean;
}

interface CommitRequest {
  /** The name that the image gets, such as `me/tools:1`. */
  readonly reference?: string;
  readonly message?: string;
  readonly author?: string;
  /** Holds the container still meanwhile. */
  readonly pause: boolean;
  /** Lines of a Dockerfile, such as `CMD ["/bin/sh"]`. */
  readonly changes?: readonly string[];
}

export interface LogOptions {
  readonly follow: boolean;
  /** Lines from the end; absent means all. */
  readonly tail?: number;
  /** Only what was written after this moment, in milliseconds since the epoch. */
  readonly since?: number;
  readonly timestamps?: boolean;
}

export interface AttachOptions {
  /** Connects the input, which the container must have been created to keep open. */
  readonly stdin: boolean;
  /** Initial size of its tty, if it has one. */
  readonly size?: TerminalSize;
}

/** A connection to a container's first process. */
export interface Attachment extends OutputStreams {
  readonly tty: boolean;
  readonly stdin: Writable;
  /** Resolves when the container has closed its output, which it does at its end at the latest; rejects when the connection was lost. */
  readonly ended: Promise<void>;
  resize(size: TerminalSize): Promise<void>;
  /**
   * Detaches. The process goes on; only one without a tty that was created to read its input from
   * one client alone (`docker run -i`, not `-d -i`) sees the end of its input.
   */
  dispose(): void;
}
