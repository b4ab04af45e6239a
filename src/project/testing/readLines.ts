import type { Readable } from 'node:stream';
import { setImmediate } from 'node:timers/promises';
import { LineReader } from '../../base/lineReader';

/** Hands the lines of a stream on; gives the thread back every few milliseconds, however many come. */
export async function readLines(output: Readable, onLine: (line: string) => void): Promise<void> {
  const decoder = new TextDecoder();
  const reader = new LineReader();
  let since = performance.now();
  const take = async (lines: readonly string[]): Promise<void> => {
    for (const line of lines) {
      onLine(line);
      if (performance.now() - since > longestTurn) {
        await setImmediate();
        since = performance.now();
      }
    }
  };
  for await (const chunk of output) {
    const bytes = chunk instanceof Uint8Array ? chunk : Buffer.from(String(chunk));
    await take(reader.push(decoder.decode(bytes, { stream: true })));
  }
  await take([...reader.push(decoder.decode()), ...reader.end()]);
}

/** Milliseconds of work between two turns of the event loop. */
const longestTurn = 10;
