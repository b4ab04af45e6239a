import type { DebugProtocol } from '@vscode/debugprotocol';
import type { Disposable } from '../../base/disposable';
import { UserError } from '../../base/errors';
import { Emitter } from '../../base/event';
import { GdbError } from '../../gdb/gdbError';
import { hexAddress, readMemory, resolveAddress, writeMemory } from '../../gdb/memoryCommands';
import type { MiClient } from '../../gdb/miClient';

/** How many bytes are read or written at once: in hexadecimal they pass twice through memory. */
const maximumBytes = 16 * 1024 * 1024;
/** For how many of the references that the client has read it is told of changes. */
const maximumWatched = 64;

/** What a client has seen of a memory reference. */
interface SeenRange {
  readonly address: bigint;
  /** From the reference's address on. */
  readonly low: number;
  readonly high: number;
}

/** Reads and writes the program's memory, and knows what of it the client shows. */
export class Memory implements Disposable {
  private readonly changeEmitter = new Emitter<DebugProtocol.MemoryEvent['body']>();
  private readonly seen = new Map<string, SeenRange>();

  /** Memory that the client has read may be another now. */
  readonly onChange = this.changeEmitter.event;

  constructor(private readonly client: MiClient) {}

  /** The bytes from an address on, up to the first that cannot be read. */
  async read({
    memoryReference,
    offset = 0,
    count,
  }: DebugProtocol.ReadMemoryArguments): Promise<DebugProtocol.ReadMemoryResponse['body']> {
    checkSize(count, 'read');
    const base = await resolveAddress(this.client, memoryReference);
    const begin = base + BigInt(offset);
    this.remember(memoryReference, base, offset, count);
    const address = begin < 0n ? '0x0' : hexAddress(begin);
    if (count === 0) {
      return { address, data: '' };
    }
    const [first, second] = await readMemory(this.client, begin, count);
    const readable = first?.begin === begin ? first : undefined;
    const after = readable ? second : first;
    const end = begin + BigInt(readable?.bytes.length ?? 0);
    const unreadableBytes = Number((after?.begin ?? begin + BigInt(count)) - end);
    return {
      address,
      ...(readable && { data: readable.bytes.toString('base64') }),
      ...(unreadableBytes > 0 && { unreadableBytes }),
    };
  }

  /** Writes bytes: all of them, or with `allowPartial` those up to the first that cannot be written. */
  async write({
    memoryReference,
    offset = 0,
    allowPartial = false,
    data,
  }: DebugProtocol.WriteMemoryArguments): Promise<DebugProtocol.WriteMemoryResponse['body']> {
    const bytes = Buffer.from(data, 'base64');
    checkSize(bytes.length, 'written');
    const begin = (await resolveAddress(this.client, memoryReference)) + BigInt(offset);
    const [first] = bytes.length > 0 ? await readMemory(this.client, begin, bytes.length) : [];
    const writable = first?.begin === begin ? first.bytes.length : 0;
    if (writable < bytes.length && !allowPartial) {
      throw new UserError(
        `The program has no memory at ${hexAddress(begin + BigInt(writable))}; nothing was written.`,
      );
    }
    const written = bytes.subarray(0, writable);
    await writeMemory(this.client, begin, written).catch((error: unknown) => {
      throw error instanceof GdbError
        ? new UserError(
            `The memory at ${hexAddress(begin)} cannot be written: ${error.message}`,
            [],
            {
              cause: error,
            },
          )
        : error;
    });
    this.tell(begin, writable);
    return { bytesWritten: writable };
  }

  /** These bytes are others now. */
  tell(begin: bigint, count: number): void {
    const end = begin + BigInt(count);
    for (const [memoryReference, { address, low, high }] of this.seen) {
      const from = begin > address + BigInt(low) ? begin : address + BigInt(low);
      const to = end < address + BigInt(high) ? end : address + BigInt(high);
      if (from < to) {
        const offset = Number(from - address);
        this.changeEmitter.fire({ memoryReference, offset, count: Number(to - from) });
      }
    }
  }

  /** The program has run: whatever the client has read may be another now. */
  tellAll(): void {
    for (const [memoryReference, { low, high }] of this.seen) {
      this.changeEmitter.fire({ memoryReference, offset: low, count: high - low });
    }
  }

  dispose(): void {
    this.changeEmitter.dispose();
  }

  private remember(reference: string, address: bigint, offset: number, count: number): void {
    const known = this.seen.get(reference);
    const same = known?.address === address ? known : undefined;
    this.seen.delete(reference);
    this.seen.set(reference, {
      address,
      low: Math.min(offset, same?.low ?? offset),
      high: Math.max(offset + count, same?.high ?? 0),
    });
    const [oldest] = this.seen.keys();
    if (this.seen.size > maximumWatched && oldest !== undefined) {
      this.seen.delete(oldest);
    }
  }
}

function checkSize(count: number, done: 'read' | 'written'): void {
  if (!(count <= maximumBytes)) {
    throw new UserError(`At most 16 MiB of memory are ${done} at once.`);
  }
}
