import type { MiClient } from './miClient';
import { evaluateNumber, readText } from './programMemory';

/** What the kernel told about a signal, as far as gdb can read it. */
export interface SignalInfo {
  /** `si_code`: positive when the program did something, else somebody sent the signal. */
  readonly code: number;
  /** The faulting address, of a signal that has one. */
  readonly address?: bigint;
  /** Who sent the signal. */
  readonly senderId?: number;
  /** What the instruction did with the address. */
  readonly access?: MemoryAccess;
  readonly stackPointer?: bigint;
}

/** How an instruction uses memory. */
export type MemoryAccess = 'reading' | 'writing' | 'executing';

/** Reads the signal that a thread was stopped by; undefined where this gdb or machine cannot. */
export async function readSignalInfo(
  client: MiClient,
  threadId: number,
): Promise<SignalInfo | undefined> {
  const thread = ['--thread', String(threadId), '--frame', '0'];
  const number = (expression: string): Promise<bigint | undefined> =>
    evaluateNumber(client, expression, thread);
  const [codeText, address, senderId, counter, stackPointer, instruction] = await Promise.all([
    client
      .command('-data-evaluate-expression', ...thread, '(int)$_siginfo.si_code')
      .catch(() => undefined),
    number('$_siginfo._sifields._sigfault.si_addr'),
    number('$_siginfo._sifields._kill.si_pid'),
    number('$pc'),
    number('$sp'),
    instructionAt(client, thread),
  ]);
  const code = Number.parseInt(codeText?.text('value') ?? '', 10);
  if (Number.isNaN(code)) {
    return undefined;
  }
  if (code <= 0) {
    return { code, ...(senderId !== undefined && { senderId: Number(senderId) }) };
  }
  const access =
    address !== undefined && address === counter ? 'executing' : accessOf(instruction ?? '');
  return {
    code,
    ...(address !== undefined && { address }),
    ...(access && { access }),
    ...(stackPointer !== undefined && { stackPointer }),
  };
}

/** What glibc noted before it aborted the program: a failed assertion, a corrupt heap. */
export async function readAbortMessage(client: MiClient): Promise<string | undefined> {
  const message = await evaluateNumber(client, '*(char**)&__abort_msg');
  // The size of the note comes first.
  const text = message ? await readText(client, message + 4n) : undefined;
  return text === undefined || text.trim() === '' ? undefined : text.trim();
}

/** Whether an instruction of x86 (in AT&T's writing) or AArch64 reads or writes memory; undefined when that is not plain. */
export function accessOf(instruction: string): MemoryAccess | undefined {
  const match = /^(?:(?:lock|repn?[ez]?|data16|notrack) )*(\w+)\s*(.*)$/.exec(instruction.trim());
  const [, name = '', rest = ''] = match ?? [];
  if (/^(?:ld|prfm)/.test(name)) {
    return 'reading';
  }
  if (/^st[a-z]*$/.test(name) && rest.includes('[')) {
    return 'writing';
  }
  if (name.startsWith('stos')) {
    return 'writing';
  }
  if (/^movs[bwlqd]$/.test(name) && /\(%.*\(%/.test(rest)) {
    return undefined;
  }
  const operands = splitOperands(rest);
  const isMemory = (operand: string | undefined): boolean =>
    operand !== undefined && /\(|%[defgs]s:|^0x/.test(operand);
  if (!operands.some(isMemory)) {
    return undefined;
  }
  const onlyReads =
    /^(?:cmp(?!xchg)|test|u?comi|bt[wlq]?$|i?mul[bwlq]?$|i?div|push|call|jmp|fld|fi?ld)/;
  if (onlyReads.test(name) && (operands.length === 1 || !/^i?mul/.test(name))) {
    return 'reading';
  }
  return isMemory(operands.at(-1)) ? 'writing' : 'reading';
}

/** Operands are separated by commas that are not between parentheses. */
function splitOperands(text: string): readonly string[] {
  return text
    .replace(/\s*(?:#|<).*$/, '')
    .split(/,(?![^(]*\))/)
    .map((operand) => operand.trim())
    .filter((operand) => operand !== '');
}

async function instructionAt(
  client: MiClient,
  thread: readonly string[],
): Promise<string | undefined> {
  const body = await client
    .command('-data-disassemble', ...thread, '-s', '$pc', '-e', '$pc+1', '--', '0')
    .catch(() => undefined);
  return body?.tuples('asm_insns')[0]?.text('inst');
}
