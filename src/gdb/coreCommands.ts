import type { MiClient } from './miClient';

/** What gdb says of a core dump when it opens it. */
export interface OpenedCore {
  /** The thread that was running when the program ended. */
  readonly threadId: number;
  /** Such as `SIGSEGV`; absent when the dump was taken of a program that lived on. */
  readonly signal?: string;
  readonly meaning?: string;
  /** The dump seems to be one of another program, or of another build of this one. */
  readonly mismatch: boolean;
}

/** Opens a core dump, after the program has been loaded or without one. */
export async function openCore(client: MiClient, path: string): Promise<OpenedCore> {
  const { text } = await client.commandWithText('-target-select', 'core', path);
  const [, signal, meaning] = /^Program terminated with signal (\w+), (.*)\.$/m.exec(text) ?? [];
  const threads = await client.command('-thread-info');
  return {
    threadId: threads.number('current-thread-id') ?? 1,
    ...(signal !== undefined && { signal }),
    ...(meaning !== undefined && { meaning }),
    mismatch: text.includes('core file may not match'),
  };
}
