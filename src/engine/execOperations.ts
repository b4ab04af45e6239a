import type { Writable } from 'node:stream';
import type { OutputStreams } from './outputStreams';

/** Processes that are started in a running container. */
export interface ExecOperations {
  exec(container: string, request: ExecRequest, signal?: AbortSignal): Promise<ExecProcess>;
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
  /**
   * The process is made known to the engine at once, and started when this resolves: an engine that starts
   * a process takes nothing about another one of the same container meanwhile.
   */
  readonly startAfter?: Promise<unknown>;
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
