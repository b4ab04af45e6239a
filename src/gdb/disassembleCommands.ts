import { GdbError } from './gdbError';
import { addressSpaceEnd, hexAddress, readMemory } from './memoryCommands';
import type { MiClient } from './miClient';
import { MiTuple } from './miRecord';

/** One machine instruction. */
export interface Instruction {
  readonly address: bigint;
  /** Such as `mov    %rsp,%rbp`. */
  readonly text: string;
  /** Such as `48 89 e5`. */
  readonly bytes: string;
  /** Where the next one begins. */
  readonly end: bigint;
  /** Absent between functions and in code without symbols. */
  readonly functionName?: string;
  /** From the beginning of the function. */
  readonly offset?: number;
  readonly sourcePath?: string;
  readonly line?: number;
}

/** The longest instruction that a machine has, that of x86. */
const longestInstruction = 16n;
/** How often a range is cut where a function begins, to learn its lines. */
const maximumCuts = 8;

/**
 * The instructions of a range, as far as its memory can be read from the beginning on. The last may
 * reach beyond the end.
 */
export async function disassemble(
  client: MiClient,
  start: bigint,
  end: bigint,
): Promise<readonly Instruction[]> {
  const low = start < 0n ? 0n : start;
  const high = end > addressSpaceEnd - 1n ? addressSpaceEnd - 1n : end;
  if (low >= high) {
    return [];
  }
  const instructions = await decode(client, low, high);
  return instructions ?? decodeReadable(client, low, high);
}

/** Reads the answer to `-data-disassemble` with opcodes, with source lines or without. */
export function readInstructions(body: MiTuple): readonly Instruction[] {
  return body.tuples('asm_insns').flatMap((tuple) => {
    if (tuple.get('line_asm_insn') === undefined) {
      return [readInstruction(tuple)];
    }
    const sourcePath = tuple.text('fullname');
    const line = tuple.number('line');
    const place = sourcePath !== undefined && line !== undefined && { sourcePath, line };
    return tuple.tuples('line_asm_insn').map((each) => ({ ...readInstruction(each), ...place }));
  });
}

/** Undefined when some of the range cannot be read. */
async function decode(
  client: MiClient,
  low: bigint,
  high: bigint,
  cuts = maximumCuts,
): Promise<readonly Instruction[] | undefined> {
  try {
    const range = ['-s', hexAddress(low), '-e', hexAddress(high)];
    // 5: in order of addresses, with source lines and opcodes.
    const instructions = readInstructions(
      await client.command('-data-disassemble', ...range, '--', '5'),
    );
    const cut = cuts > 0 ? laterFunction(instructions) : undefined;
    const rest = cut === undefined ? undefined : await decode(client, cut, high, cuts - 1);
    return rest && cut !== undefined
      ? [...instructions.filter(({ address }) => address < cut), ...rest]
      : instructions;
  } catch (error) {
    if (error instanceof GdbError && error.failure === 'unreadable') {
      return undefined;
    }
    throw error;
  }
}

/** gdb gives no lines at all for a range that begins where there are none: it is asked again further on. */
function laterFunction(instructions: readonly Instruction[]): bigint | undefined {
  return instructions.some(({ line }) => line !== undefined)
    ? undefined
    : instructions.slice(1).find(({ offset }) => offset === 0)?.address;
}

async function decodeReadable(
  client: MiClient,
  low: bigint,
  high: bigint,
): Promise<readonly Instruction[]> {
  const [block] = await readMemory(client, low, Number(high - low));
  if (block?.begin !== low) {
    return [];
  }
  const readableEnd = low + BigInt(block.bytes.length);
  const safeEnd = readableEnd - longestInstruction;
  const instructions = [
    ...((safeEnd > low ? await decode(client, low, safeEnd) : undefined) ?? []),
  ];
  // One by one to where the memory ends, which may be within an instruction.
  for (let at = instructions.at(-1)?.end ?? low; at < readableEnd && at < high;) {
    const next = (await decode(client, at, at + 1n))?.[0];
    if (!next) {
      break;
    }
    instructions.push(next);
    at = next.end;
  }
  return instructions;
}

function readInstruction(tuple: MiTuple): Instruction {
  const address = BigInt(tuple.text('address') ?? '0');
  const bytes = tuple.text('opcodes') ?? '';
  const functionName = tuple.text('func-name');
  const offset = tuple.number('offset');
  const size = bytes.replaceAll(' ', '').length / 2;
  return {
    address,
    text: tuple.text('inst')?.trimEnd() ?? '',
    bytes,
    end: address + BigInt(Math.max(1, size)),
    ...(functionName !== undefined && { functionName }),
    ...(offset !== undefined && { offset }),
  };
}
