import { readFrame, type Frame } from './frame';
import type { MiClient } from './miClient';

/** A thread of the program. */
export interface ThreadInfo {
  readonly id: number;
  /** Given by the program, else by gdb; empty when there is none. */
  readonly name: string;
  readonly running: boolean;
}

/** The threads of the program, also while it runs. */
export async function listThreads(client: MiClient): Promise<readonly ThreadInfo[]> {
  const body = await client.command('-thread-info');
  return body
    .tuples('threads')
    .map((thread) => ({
      id: thread.number('id') ?? 0,
      name: thread.text('name') ?? '',
      running: thread.text('state') === 'running',
    }))
    .sort((a, b) => a.id - b.id);
}

/** A part of a thread's stack, and how deep the stack is, counted no further than needed. */
export interface StackPage {
  readonly frames: readonly Frame[];
  readonly depth: number;
}

/** The frames of a thread from level `start` on, at most `count`. */
export async function listFrames(
  client: MiClient,
  threadId: number,
  start: number,
  count: number,
): Promise<StackPage> {
  const thread = ['--thread', String(threadId)];
  // One level more than asked for tells whether there are more; counting them all can take seconds.
  const limit = start + count + 1;
  const depthAnswer = client.command('-stack-info-depth', ...thread, String(limit));
  const framesAnswer = client.command(
    '-stack-list-frames',
    ...thread,
    String(start),
    String(start + count - 1),
  );
  const [depth, frames] = await Promise.all([
    depthAnswer,
    // gdb refuses a range that begins beyond the end.
    start === 0 ? framesAnswer : framesAnswer.catch(() => undefined),
  ]);
  return {
    frames: frames?.tuples('stack').map(readFrame) ?? [],
    depth: depth.number('depth') ?? 0,
  };
}
