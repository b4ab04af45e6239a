import type { MiClient } from '../../gdb/miClient';
import { listFrames, type StackPage } from '../../gdb/stackCommands';
import { listThreads, type ThreadInfo } from '../../gdb/threadCommands';

/** How many frames are read ahead: what VS Code asks for at a stop. */
const framesAhead = 20;

/**
 * What an editor asks after every stop, one after the other because each question needs the answer before
 * it. gdb is asked for all of it as soon as it has stopped, so that the answers are there in time.
 */
export class LookAhead {
  private threadList: Promise<readonly ThreadInfo[]> | undefined;
  private stack: { readonly threadId: number; readonly page: Promise<StackPage> } | undefined;

  constructor(private readonly client: MiClient) {}

  /** A thread has stopped. */
  begin(threadId: number): void {
    this.threadList = awaitedLater(listThreads(this.client));
    this.stack = {
      threadId,
      page: awaitedLater(listFrames(this.client, threadId, 0, framesAhead)),
    };
  }

  /** Forgets what was read: the program goes on, or somebody may have changed it. */
  clear(): void {
    this.threadList = undefined;
    this.stack = undefined;
  }

  /** The threads of the program. What was read ahead answers once, because they come and go. */
  threads(): Promise<readonly ThreadInfo[]> {
    const ahead = this.threadList;
    this.threadList = undefined;
    return ahead ?? listThreads(this.client);
  }

  /** The frames of a thread from level `start` on, at most `count`. */
  async frames(threadId: number, start: number, count: number): Promise<StackPage> {
    const end = start + count;
    if (this.stack?.threadId !== threadId || end > framesAhead) {
      return listFrames(this.client, threadId, start, count);
    }
    const { frames, hasMore } = await this.stack.page;
    return { frames: frames.slice(start, end), hasMore: hasMore || frames.length > end };
  }
}

/** Its failure is told to the one who asks for it, who may come later or never. */
function awaitedLater<T>(answer: Promise<T>): Promise<T> {
  answer.catch(() => undefined);
  return answer;
}
