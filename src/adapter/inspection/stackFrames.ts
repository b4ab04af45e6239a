import type { DebugProtocol } from '@vscode/debugprotocol';
import { posix } from 'node:path';
import { UserError } from '../../base/errors';
import type { Frame } from '../../gdb/frame';
import type { MiClient } from '../../gdb/miClient';
import { listFrameArguments, type FrameArgument } from '../../gdb/stackCommands';
import type { FrameSelector } from '../../gdb/variableCommands';
import { frameName } from './frameName';
import type { LookAhead } from './lookAhead';
import type { Modules } from './modules';
import { isSystemSource, type Sources } from './sources';

/** How many frames are read at once, also when the client asks for all of them. */
const maximumFrames = 1000;

/** The stacks of the present stop. Frame numbers last until the program goes on. */
export class StackFrames {
  private readonly frames = new Map<number, FrameSelector>();
  private lastId = 0;

  constructor(
    private readonly client: MiClient,
    private readonly places: { readonly sources: Sources; readonly modules: Modules },
    private readonly ahead: LookAhead,
  ) {}

  /** A part of a thread's stack. */
  async list({
    threadId,
    startFrame = 0,
    levels = 0,
    format = {},
  }: DebugProtocol.StackTraceArguments): Promise<DebugProtocol.StackTraceResponse['body']> {
    const start = Math.max(0, startFrame);
    const count = levels > 0 ? Math.min(levels, maximumFrames) : maximumFrames;
    const [{ frames, hasMore }, args] = await Promise.all([
      this.ahead.frames(threadId, start, count),
      format.parameters === true
        ? listFrameArguments(this.client, threadId, start, start + count - 1).catch(() => undefined)
        : undefined,
    ]);
    const stackFrames = await Promise.all(
      frames.map((frame) => this.show(frame, threadId, format, args?.get(frame.level))),
    );
    const end = start + frames.length;
    // A client asks for as many more as it is told that there are, so that is a page, counted or not.
    return { stackFrames, totalFrames: hasMore ? end + maximumFrames : end };
  }

  /** The frame that the client calls by this number. */
  find(id: number): FrameSelector {
    const frame = this.frames.get(id);
    if (!frame) {
      throw new UserError('The program has gone on since this frame was read.');
    }
    return frame;
  }

  /** Forgets the frames of threads: they go on. */
  clear(threads: 'all' | readonly number[]): void {
    for (const [id, { threadId }] of this.frames) {
      if (threads === 'all' || threads.includes(threadId)) {
        this.frames.delete(id);
      }
    }
  }

  private async show(
    frame: Frame,
    threadId: number,
    format: DebugProtocol.StackFrameFormat,
    args: readonly FrameArgument[] | undefined,
  ): Promise<DebugProtocol.StackFrame> {
    this.lastId += 1;
    const id = this.lastId;
    this.frames.set(id, { threadId, level: frame.level });
    const { sourcePath } = frame;
    const [moduleId, source] = await Promise.all([
      this.places.modules.find(frame),
      sourcePath === undefined ? undefined : this.places.sources.show(sourcePath),
    ]);
    const module = moduleId === undefined ? undefined : posix.basename(moduleId);
    // The innermost frame is what a step led to; further out, the library is only on the way.
    const subtle = !source || (frame.level > 0 && isServedFromSystem(source));
    return {
      id,
      name: frameName(frame, format, { module, args }),
      line: source ? (frame.line ?? 0) : 0,
      column: source ? 1 : 0,
      canRestart: false,
      ...(moduleId !== undefined && { moduleId }),
      instructionPointerReference: frame.address,
      ...(source && { source }),
      ...(subtle && { presentationHint: 'subtle' as const }),
    };
  }
}

function isServedFromSystem({ path, sourceReference }: DebugProtocol.Source): boolean {
  return sourceReference !== undefined && path !== undefined && isSystemSource(path);
}
