import { readStack, type Frame } from './frame';
import { GdbError } from './gdbError';
import type { MiClient } from './miClient';
import type { MiTuple } from './miRecord';

/** A part of a thread's stack. */
export interface StackPage {
  readonly frames: readonly Frame[];
  /** The stack goes on after these frames. */
  readonly hasMore: boolean;
}

/** An argument of a frame's function. */
export interface FrameArgument {
  readonly name: string;
  readonly type?: string;
  /** Absent for arrays, structures and the like. */
  readonly value?: string;
}

/**
 * The frames of a thread from level `start` on, at most `count`. One more is asked for: it tells
 * whether there are more, without counting them all, which takes 100 ms for 5,000 frames.
 */
export async function listFrames(
  client: MiClient,
  threadId: number,
  start: number,
  count: number,
): Promise<StackPage> {
  const frames = await readLevels(client, threadId, start, start + count).catch(
    (error: unknown) => {
      if (!(error instanceof GdbError) || error.failure === 'programRunning') {
        throw error;
      }
      // gdb refuses a range that begins beyond the end; and a stack that is damaged may end in an
      // error, but its innermost frame is there.
      return start === 0 ? readLevels(client, threadId, 0, 0) : [];
    },
  );
  return { frames: frames.slice(0, count), hasMore: frames.length > count };
}

/** The arguments of the frames `start` to `end`, by level. */
export async function listFrameArguments(
  client: MiClient,
  threadId: number,
  start: number,
  end: number,
): Promise<ReadonlyMap<number, readonly FrameArgument[]>> {
  const body = await client.command(
    '-stack-list-arguments',
    '--thread',
    String(threadId),
    '--simple-values',
    String(start),
    String(end),
  );
  return new Map(
    body
      .tuples('stack-args')
      .map((frame) => [frame.number('level') ?? 0, frame.tuples('args').map(readArgument)]),
  );
}

function readArgument(tuple: MiTuple): FrameArgument {
  const type = tuple.text('type');
  const value = tuple.text('value');
  return {
    name: tuple.text('name') ?? '',
    ...(type !== undefined && { type }),
    ...(value !== undefined && { value }),
  };
}

async function readLevels(
  client: MiClient,
  threadId: number,
  low: number,
  high: number,
): Promise<readonly Frame[]> {
  const body = await client.command(
    '-stack-list-frames',
    '--thread',
    String(threadId),
    String(low),
    String(high),
  );
  return readStack(body.tuples('stack'));
}
