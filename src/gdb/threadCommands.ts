import { GdbError } from './gdbError';
import type { MiClient } from './miClient';

/** A thread of the program. */
export interface ThreadInfo {
  readonly id: number;
  /** Given by a person or by the program; empty when there is none. */
  readonly name: string;
}

/**
 * The threads of the program, also while it runs. `-thread-info` unwinds every thread to print its
 * frame and costs 60 ms for 1,000 threads; Python reads the names alone, in a tenth of that, but takes
 * four times as long as the command for one thread.
 */
export async function listThreads(
  client: MiClient,
  areFew = false,
): Promise<readonly ThreadInfo[]> {
  const threads = await (areFew ? threadsByCommand(client) : threadsByPython(client)).catch(
    (error: unknown) => {
      // This gdb has no Python, or a name is not UTF-8, or a thread has just ended.
      if (error instanceof GdbError) {
        return threadsByCommand(client);
      }
      throw error;
    },
  );
  return [...threads].sort((a, b) => a.id - b.id);
}

async function threadsByPython(client: MiClient): Promise<readonly ThreadInfo[]> {
  const each = '[t.global_num, t.name] for i in gdb.inferiors() for t in i.threads()';
  const text = await client.consoleCommand(`python import json; print(json.dumps([${each}]))`);
  return readThreadNames(text) ?? threadsByCommand(client);
}

async function threadsByCommand(client: MiClient): Promise<readonly ThreadInfo[]> {
  const body = await client.command('-thread-info');
  return body
    .tuples('threads')
    .map((thread) => ({ id: thread.number('id') ?? 0, name: thread.text('name') ?? '' }));
}

/** Reads `[[1, "main"], [2, null]]`; undefined when the text is something else. */
export function readThreadNames(text: string): readonly ThreadInfo[] | undefined {
  // Something else may have been said on the console meanwhile.
  const json = text.split('\n').find((line) => line.startsWith('[['));
  if (json === undefined) {
    return undefined;
  }
  const pairs = parse(json);
  return Array.isArray(pairs)
    ? pairs.map((pair: unknown) => {
        const [id, name] = Array.isArray(pair) ? (pair as unknown[]) : [];
        return { id: Number(id), name: typeof name === 'string' ? name : '' };
      })
    : undefined;
}

function parse(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}
