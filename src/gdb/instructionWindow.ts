import { disassemble, type Instruction } from './disassembleCommands';
import { readMemory } from './memoryCommands';
import type { MiClient } from './miClient';

/** Bytes that are decoded for each instruction that is wanted: more than most take. */
const bytesEach = 6n;
/** The least that is decoded at once. */
const leastBytes = 64n;
/** The longest instruction that a machine has, that of x86. */
const longestInstruction = 16n;
/** How far back a function may begin for all of it to be decoded. */
const maximumLead = 8192n;

/** At most `count` instructions from an address on; fewer where the readable memory ends. */
export async function instructionsFrom(
  client: MiClient,
  address: bigint,
  count: number,
): Promise<readonly Instruction[]> {
  const found: Instruction[] = [];
  let at = address;
  while (found.length < count) {
    const span = leastBytes + BigInt(count - found.length) * bytesEach;
    const more = await disassemble(client, at, at + span);
    const last = more.at(-1);
    if (!last) {
      break;
    }
    found.push(...more);
    at = last.end;
  }
  return found.slice(0, count);
}

/**
 * At most `count` instructions before an address; fewer where the readable memory begins. Code can
 * only be decoded forward, so it begins where a function does, as symbols tell; without symbols at
 * the place from which the last instruction ends at the address.
 */
export async function instructionsBefore(
  client: MiClient,
  address: bigint,
  count: number,
): Promise<readonly Instruction[]> {
  let found: readonly Instruction[] = [];
  let before = address;
  while (found.length < count) {
    const span = leastBytes + BigInt(count - found.length) * bytesEach;
    const more = await leadingTo(client, before - span, before);
    const [first] = more;
    if (!first) {
      break;
    }
    found = [...more, ...found];
    before = first.address;
  }
  return found.slice(-count);
}

/** The instructions of a range, of which the last ends where the range does. */
async function leadingTo(
  client: MiClient,
  low: bigint,
  end: bigint,
): Promise<readonly Instruction[]> {
  const start = await firstReadable(client, low < 0n ? 0n : low, end);
  if (start === undefined) {
    return [];
  }
  const [probe] = await disassemble(client, start, start + 1n);
  const lead = BigInt(probe?.offset ?? -1);
  // A part of a function that the compiler has put before it has an offset below zero.
  if (lead >= 0n && lead <= maximumLead) {
    const aligned = await alignToFunctions(
      client,
      await disassemble(client, start - lead, end),
      end,
    );
    return aligned.filter((each) => each.end <= end);
  }
  return endingAt(client, start, end);
}

/** Without symbols: tries the bytes of one instruction as the beginning. */
async function endingAt(
  client: MiClient,
  low: bigint,
  end: bigint,
): Promise<readonly Instruction[]> {
  let best: readonly Instruction[] = [];
  for (let start = low; start < end && start < low + longestInstruction; start += 1n) {
    const instructions = await disassemble(client, start, end);
    if (instructions.at(-1)?.end === end && !instructions.some(isBad)) {
      return instructions;
    }
    const fitting = instructions.filter((each) => each.end <= end);
    best = fitting.at(-1)?.end === end || best.length === 0 ? fitting : best;
  }
  return best;
}

/** Decodes again from a function on when the bytes before it, which may be data, were taken for its beginning. */
async function alignToFunctions(
  client: MiClient,
  instructions: readonly Instruction[],
  end: bigint,
): Promise<readonly Instruction[]> {
  const index = instructions.findIndex((each, at) => {
    const previous = instructions[at - 1];
    return (
      previous !== undefined &&
      each.functionName !== undefined &&
      each.functionName !== previous.functionName &&
      (each.offset ?? 0) > 0
    );
  });
  const strayed = instructions[index];
  if (!strayed) {
    return instructions;
  }
  const start = strayed.address - BigInt(strayed.offset ?? 0);
  const before = instructions.slice(0, index).filter((each) => each.end <= start);
  if (before.length === 0) {
    // The function reaches into the range: it is a part of another one, as gdb sees it.
    return instructions;
  }
  const rest = await disassemble(client, start, end);
  return [...before, ...(await alignToFunctions(client, rest, end))];
}

/** The beginning of the readable memory that reaches to the end of a range. */
async function firstReadable(
  client: MiClient,
  low: bigint,
  end: bigint,
): Promise<bigint | undefined> {
  const blocks = await readMemory(client, low, Number(end - low));
  const last = blocks.at(-1);
  return last && last.begin + BigInt(last.bytes.length) === end ? last.begin : undefined;
}

function isBad({ text }: Instruction): boolean {
  return text.includes('(bad)');
}
