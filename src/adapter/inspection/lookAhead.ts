import type { MiClient } from '../../gdb/miClient';
import { listFrames, type StackPage } from '../../gdb/stackCommands';
import type { StopHook } from '../../gdb/stopHook';
import { listThreads, type ThreadInfo } from '../../gdb/threadCommands';

/** How many frames are read ahead: what VS Code asks for at a stop. */
const framesAhead = 20;

/** Up to so many, gdb's own list of threads is the quickest. */
const fewThreads = 4;

/**
 * What an editor asks after every stop, one after the other because each question needs the answer before
 * it. gdb is asked for all of it as soon as it has stopped, so that the answers are there in time; but
 * a client that did not look at the stop before, such as one that steps on and on, does not wait for it.
 */
export class LookAhead {
  private threadList: Promise<readonly ThreadInfo[]> | undefined;
  private stack: { readonly threadId: number; readonly page: Promise<StackPage> } | undefined;
  /** The client has looked at the last stop. */
  private isLooking = true;
  /** The client has heard of the last stop. */
  private isShown = false;
  /** The thread that is read when the client looks. */
  private unread: number | undefined;

  constructor(
    private readonly client: MiClient,
    private readonly known: ReadonlySet<number>,
    /** Reads what else is there to look at. */
    private readonly readMore: (threadId: number) => void,
    /** Tells with a stop what was asked at the one before, where gdb can. */
    private readonly hook?: StopHook,
  ) {}

  /** A thread has stopped. */
  begin(threadId: number): void {
    this.clear();
    this.isShown = true;
    if (this.isLooking) {
      this.read(threadId);
    } else {
      this.unread = threadId;
      this.hook?.rest();
    }
    this.isLooking = false;
  }

  /** The program goes on. */
  resumed(): void {
    if (!this.isShown) {
      // There may be many such stops, as of a breakpoint that counts its hits.
      this.hook?.rest();
    }
    this.isShown = false;
  }

  /** Forgets what was read: the program goes on, or somebody may have changed it. */
  clear(): void {
    this.threadList = undefined;
    this.stack = undefined;
    this.unread = undefined;
  }

  /** The threads of the program. What was read ahead answers once, because they come and go. */
  threads(): Promise<readonly ThreadInfo[]> {
    this.look();
    const ahead = this.threadList;
    this.threadList = undefined;
    return ahead ?? this.listThreads();
  }

  /** The frames of a thread from level `start` on, at most `count`. */
  async frames(threadId: number, start: number, count: number): Promise<StackPage> {
    this.look();
    const end = start + count;
    if (this.stack?.threadId !== threadId || end > framesAhead) {
      return listFrames(this.client, threadId, start, count);
    }
    const { frames, hasMore } = await this.stack.page;
    return { frames: frames.slice(start, end), hasMore: hasMore || frames.length > end };
  }

  private look(): void {
    this.isLooking = true;
    if (this.unread !== undefined) {
      this.read(this.unread);
    }
  }

  private read(threadId: number): void {
    this.unread = undefined;
    const ask = (): void => {
      this.threadList = awaitedLater(this.listThreads());
      const page = awaitedLater(listFrames(this.client, threadId, 0, framesAhead));
      this.stack = { threadId, page };
      this.readMore(threadId);
    };
    if (this.hook) {
      this.hook.ask(threadId, ask);
    } else {
      ask();
    }
  }

  private listThreads(): Promise<readonly ThreadInfo[]> {
    return listThreads(this.client, this.known.size > 0 && this.known.size <= fewThreads);
  }
}

/** Its failure is told to the one who asks for it, who may come later or never. */
function awaitedLater<T>(answer: Promise<T>): Promise<T> {
  answer.catch(() => undefined);
  return answer;
}
