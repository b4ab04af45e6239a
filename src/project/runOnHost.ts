import { spawn } from 'node:child_process';
import type { Readable } from 'node:stream';
import { CancelledError, throwIfCancelled, UserError } from '../base/errors';
import { endProcessGroup, hasProcessGroups } from '../engine/endProcessGroup';

/**
 * Runs a program of the host in a folder, by its words and without a shell, and resolves with its
 * exit code. Its output, of both streams, goes to `onOutput`.
 */
export async function runOnHost(
  argv: readonly string[],
  hostFolder: string,
  onOutput: (text: string) => void,
  signal?: AbortSignal,
): Promise<number> {
  throwIfCancelled(signal);
  const [program = '', ...words] = argv;
  const child = spawn(program, words, {
    cwd: hostFolder,
    shell: false,
    windowsHide: true,
    // A group of its own, so that what the program has started ends with it.
    detached: hasProcessGroups,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const stop = (): void => endProcessGroup(child);
  signal?.addEventListener('abort', stop, { once: true });
  try {
    const ended = new Promise<number>((resolve, reject) => {
      child.once('error', (error) =>
        reject(
          new UserError(
            `The program "${program}" could not be started on this machine (${error.message}). Install it, or correct its name.`,
            [],
            { cause: error },
          ),
        ),
      );
      child.once('close', (code) => resolve(code ?? 1));
    });
    const [exitCode] = await Promise.all([
      ended,
      copy(child.stdout, onOutput),
      copy(child.stderr, onOutput),
    ]);
    if (signal?.aborted) {
      throw new CancelledError();
    }
    return exitCode;
  } finally {
    signal?.removeEventListener('abort', stop);
  }
}

async function copy(stream: Readable, onOutput: (text: string) => void): Promise<void> {
  for await (const text of stream.setEncoding('utf8')) {
    onOutput(String(text));
  }
}
