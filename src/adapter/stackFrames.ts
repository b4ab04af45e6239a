import type { DebugProtocol } from '@vscode/debugprotocol';
import { posix } from 'node:path';
import { UserError } from '../base/errors';
import type { PathMap } from '../domain/pathMap';
import type { Frame } from '../gdb/frame';
import type { MiClient } from '../gdb/miClient';
import { listFrames } from '../gdb/threadCommands';
import type { FrameSelector } from '../gdb/variableCommands';

/** How many frames are read when the client asks for all of them. */
const maximumFrames = 1000;

/** The stacks of the present stop. Frame numbers last until the program goes on. */
export class StackFrames {
  private readonly frames = new Map<number, FrameSelector>();
  /** Container paths of sources that the host does not see, by reference; they last as long as the session. */
  private readonly containerSources: string[] = [];
  private lastId = 0;

  constructor(
    private readonly client: MiClient,
    private readonly pathMap: PathMap,
  ) {}

  /** A part of a thread's stack. */
  async list(
    threadId: number,
    start: number,
    levels: number,
  ): Promise<DebugProtocol.StackTraceResponse['body']> {
    const count = levels > 0 ? levels : maximumFrames;
    const { frames, depth } = await listFrames(this.client, threadId, start, count);
    return {
      stackFrames: frames.map((frame) => this.show(frame, threadId)),
      totalFrames: depth,
    };
  }

  /** The frame that the client calls by this number. */
  find(id: number): FrameSelector {
    const frame = this.frames.get(id);
    if (!frame) {
      throw new UserError('The program has gone on since this frame was read.');
    }
    return frame;
  }

  /** The container path of a source that only the container has. */
  containerSource(reference: number): string | undefined {
    return this.containerSources[reference - 1];
  }

  /** Forgets all frames: the program goes on. */
  clear(): void {
    this.frames.clear();
  }

  private show(frame: Frame, threadId: number): DebugProtocol.StackFrame {
    this.lastId += 1;
    this.frames.set(this.lastId, { threadId, level: frame.level });
    const source = frame.sourcePath === undefined ? undefined : this.source(frame.sourcePath);
    return {
      id: this.lastId,
      name: frame.functionName ?? frame.address,
      line: source ? (frame.line ?? 0) : 0,
      column: 0,
      instructionPointerReference: frame.address,
      ...(source ? { source } : { presentationHint: 'subtle' as const }),
    };
  }

  private source(containerPath: string): DebugProtocol.Source {
    const name = posix.basename(containerPath);
    const hostPath = this.pathMap.toHost(containerPath);
    if (hostPath !== undefined) {
      return { name, path: hostPath };
    }
    if (!this.containerSources.includes(containerPath)) {
      this.containerSources.push(containerPath);
    }
    return {
      name,
      path: containerPath,
      sourceReference: this.containerSources.indexOf(containerPath) + 1,
      origin: 'only in the container',
      presentationHint: 'deemphasize',
    };
  }
}
