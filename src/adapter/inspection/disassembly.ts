import type { DebugProtocol } from '@vscode/debugprotocol';
import { UserError } from '../../base/errors';
import type { Instruction } from '../../gdb/disassembleCommands';
import { instructionsBefore, instructionsFrom } from '../../gdb/instructionWindow';
import { addressSpaceEnd, resolveAddress } from '../../gdb/memoryCommands';
import type { MiClient } from '../../gdb/miClient';
import type { Sources } from './sources';

/** How far from the reference instructions are counted: decoding is work for each of them. */
const maximumInstructions = 20_000;

/**
 * Exactly as many instructions as are asked for, counted from the one at the reference. Where memory
 * cannot be read, invalid ones of one byte stand in.
 */
export async function disassembly(
  client: MiClient,
  sources: Sources,
  {
    memoryReference,
    offset = 0,
    instructionOffset = 0,
    instructionCount,
    resolveSymbols = false,
  }: DebugProtocol.DisassembleArguments,
): Promise<readonly DebugProtocol.DisassembledInstruction[]> {
  const first = instructionOffset;
  const end = instructionOffset + instructionCount;
  if (Math.max(-first, end) > maximumInstructions) {
    throw new UserError(
      `Instructions are shown up to ${maximumInstructions} away from an address. Begin at one that is nearer.`,
    );
  }
  const origin = (await resolveAddress(client, memoryReference)) + BigInt(Math.trunc(offset));
  const [before, after] = await Promise.all([
    first < 0 ? instructionsBefore(client, origin, -first) : [],
    end > 0 ? instructionsFrom(client, origin, end) : [],
  ]);
  const lowest = before[0]?.address ?? origin;
  const highest = after.at(-1)?.end ?? origin;
  // What is wanted of the instructions before the origin ends there, or earlier.
  const whole: readonly (Instruction | bigint)[] = [
    ...fill(lowest, Math.max(0, -first) - before.length, -1),
    ...before,
    ...after,
    ...fill(highest, Math.max(0, end) - after.length, 1),
  ];
  const skipped = Math.max(0, first);
  return showAll(whole.slice(skipped, skipped + instructionCount), sources, resolveSymbols);
}

/** Addresses one byte apart, in order: those before an address, or those from it on. */
function fill(from: bigint, count: number, step: -1 | 1): readonly bigint[] {
  return Array.from({ length: Math.max(0, count) }, (_, index) =>
    step > 0 ? from + BigInt(index) : from - BigInt(count - index),
  );
}

async function showAll(
  instructions: readonly (Instruction | bigint)[],
  sources: Sources,
  symbols: boolean,
): Promise<readonly DebugProtocol.DisassembledInstruction[]> {
  const shown: DebugProtocol.DisassembledInstruction[] = [];
  let lastPath: string | undefined;
  for (const each of instructions) {
    if (typeof each === 'bigint') {
      shown.push(invalid(each));
      continue;
    }
    const { sourcePath, line } = each;
    shown.push({
      address: showAddress(each.address),
      instructionBytes: each.bytes,
      instruction: each.text,
      ...(symbols && each.functionName !== undefined && { symbol: symbolOf(each) }),
      // Only told where it changes.
      ...(sourcePath !== undefined &&
        sourcePath !== lastPath && { location: await sources.show(sourcePath) }),
      ...(line !== undefined && { line }),
    });
    lastPath = sourcePath ?? lastPath;
  }
  return shown;
}

function symbolOf({ functionName = '', offset = 0 }: Instruction): string {
  return offset === 0 ? functionName : `${functionName}${offset < 0 ? '' : '+'}${offset}`;
}

function invalid(address: bigint): DebugProtocol.DisassembledInstruction {
  // VS Code leaves out what has the address -1.
  const exists = address >= 0n && address < addressSpaceEnd;
  return {
    address: exists ? showAddress(address) : '-1',
    instruction: '??',
    presentationHint: 'invalid',
  };
}

/** As gdb writes addresses, so that a client may compare them with those of frames. */
function showAddress(address: bigint): string {
  return `0x${address.toString(16).padStart(16, '0')}`;
}
