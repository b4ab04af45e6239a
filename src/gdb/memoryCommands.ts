import { GdbError } from './gdbError';
import type { MiClient } from './miClient';
import type { MiTuple } from './miRecord';
import { select, type FrameSelector } from './variableCommands';

/** A readable piece of the program's memory. */
export interface MemoryBlock {
  readonly begin: bigint;
  readonly bytes: Buffer;
}

/** The first address beyond all memory. */
export const addressSpaceEnd = 1n << 64n;

/** How many bytes one command reads: gdb prepares for as many as it is told, and dies of too many. */
const chunkSize = 1 << 20;

/**
 * The address that a client means: a number, or an expression that is a pointer, an array, a
 * function or something with an address of its own.
 */
export async function resolveAddress(
  client: MiClient,
  reference: string,
  frame?: FrameSelector,
): Promise<bigint> {
  const text = reference.trim();
  if (/^(?:0x[\da-f]+|\d+)$/i.test(text)) {
    return BigInt(text);
  }
  const evaluate = async (expression: string): Promise<string> => {
    const options = frame ? select(frame) : [];
    const body = await client.command('-data-evaluate-expression', ...options, expression);
    return body.text('value') ?? '';
  };
  // What can be compared with 0 is a number or a pointer; gdb would make a number of a structure, too.
  const isNumber = await evaluate(`(${text}) == 0`).then(
    () => true,
    () => false,
  );
  const value = await evaluate(`(unsigned long)${isNumber ? '' : '&'}(${text})`);
  return BigInt.asUintN(64, BigInt(value));
}

/** What can be read of a range, in order; nothing when none of it can. */
export async function readMemory(
  client: MiClient,
  begin: bigint,
  count: number,
): Promise<readonly MemoryBlock[]> {
  const end = begin + BigInt(count);
  const low = begin < 0n ? 0n : begin;
  const high = end > addressSpaceEnd ? addressSpaceEnd : end;
  const answers: Promise<readonly MemoryBlock[]>[] = [];
  for (let at = low; at < high; at += BigInt(chunkSize)) {
    const size = high - at < BigInt(chunkSize) ? high - at : BigInt(chunkSize);
    answers.push(readChunk(client, at, size));
  }
  return join((await Promise.all(answers)).flat());
}

/** Writes bytes. Rejects when not all of them can be written; some may have been then. */
export async function writeMemory(client: MiClient, begin: bigint, bytes: Buffer): Promise<void> {
  const step = chunkSize / 16;
  for (let at = 0; at < bytes.length; at += step) {
    const part = bytes.subarray(at, at + step);
    await client.command(
      '-data-write-memory-bytes',
      hexAddress(begin + BigInt(at)),
      part.toString('hex'),
    );
  }
}

/** Writes an address as gdb reads it. */
export function hexAddress(address: bigint): string {
  return `0x${address.toString(16)}`;
}

/** Reads the answer to `-data-read-memory-bytes`, which leaves out what cannot be read. */
export function readBlocks(body: MiTuple): readonly MemoryBlock[] {
  return body.tuples('memory').map((block) => ({
    begin: BigInt(block.text('begin') ?? '0'),
    bytes: Buffer.from(block.text('contents') ?? '', 'hex'),
  }));
}

async function readChunk(
  client: MiClient,
  begin: bigint,
  size: bigint,
): Promise<readonly MemoryBlock[]> {
  const blocks = await readRange(client, begin, size);
  return Promise.all(
    blocks.map((block) => {
      const end = block.begin + BigInt(block.bytes.length);
      return end === begin + size ? Promise.resolve(block) : withoutStrayByte(client, block, end);
    }),
  );
}

/** gdb from 11 on adds a byte of its own to a block that ends before the range does. */
async function withoutStrayByte(
  client: MiClient,
  { begin, bytes }: MemoryBlock,
  end: bigint,
): Promise<MemoryBlock> {
  const isReal = (await readRange(client, end - 1n, 1n)).length > 0;
  return { begin, bytes: isReal ? bytes : bytes.subarray(0, -1) };
}

async function readRange(
  client: MiClient,
  begin: bigint,
  size: bigint,
): Promise<readonly MemoryBlock[]> {
  try {
    return readBlocks(
      await client.command('-data-read-memory-bytes', hexAddress(begin), String(size)),
    );
  } catch (error) {
    if (error instanceof GdbError && error.failure === 'unreadable') {
      return [];
    }
    throw error;
  }
}

/** Blocks that touch become one. */
function join(blocks: readonly MemoryBlock[]): readonly MemoryBlock[] {
  const joined: { begin: bigint; parts: Buffer[]; end: bigint }[] = [];
  for (const { begin, bytes } of blocks) {
    const last = joined.at(-1);
    const end = begin + BigInt(bytes.length);
    if (last?.end === begin) {
      last.parts.push(bytes);
      last.end = end;
    } else {
      joined.push({ begin, parts: [bytes], end });
    }
  }
  return joined.map(({ begin, parts }) => ({ begin, bytes: Buffer.concat(parts) }));
}
