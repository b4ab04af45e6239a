import type { MiClient } from './miClient';
import { select, type FrameSelector } from './variableCommands';

/** Registers that are looked at together. */
export interface RegisterGroup {
  readonly name: string;
  readonly registers: readonly Register[];
}

/** A register of the machine. */
interface Register {
  /** gdb's number of it. */
  readonly number: number;
  readonly name: string;
}

/** The value of a register. */
export interface RegisterValue {
  readonly number: number;
  /** As its type is shown: a number, an address with its symbol, the names of flags, a structure. */
  readonly natural: string;
  readonly hexadecimal: string;
}

const groupNames = ['General', 'Flags and Segments', 'Floating Point', 'Vector', 'System'] as const;

/** Those that gdb counts among the general ones, but that nobody counts with. */
const flags = new Set(
  'eflags cpsr cs ss ds es fs gs fs_base gs_base k_gs_base fctrl fstat mxcsr fpsr fpcr'.split(' '),
);

/** The registers of the machine by groups; those that are parts of others are left out. */
export async function listRegisterGroups(client: MiClient): Promise<readonly RegisterGroup[]> {
  const table = await client.consoleCommand('maintenance print register-groups');
  const found = table.split('\n').flatMap((line) => {
    // Name, number, relative number, offset, size, type, groups.
    const row = /^ *(\w+) +(\d+) +\d+ +\d+ +(\d+) +(\S+) *(\S*)/.exec(line);
    const [, name = '', number = '', , type = '', groups = ''] = row ?? [];
    const group = row ? groupOf(name, type, groups.split(',')) : undefined;
    return group ? [{ group, register: { name, number: Number(number) } }] : [];
  });
  return groupNames
    .map((name) => ({
      name,
      registers: found.filter(({ group }) => group === name).map(({ register }) => register),
    }))
    .filter(({ registers }) => registers.length > 0);
}

function groupOf(
  name: string,
  type: string,
  groups: readonly string[],
): (typeof groupNames)[number] | undefined {
  if (flags.has(name)) {
    return 'Flags and Segments';
  }
  // The 256 bit registers of x86 are in no group; the halves that they are made of have nameless types.
  if (
    /^_?vec|^v\d|^neon/.test(type) ||
    groups.some((each) => /vector|sse|mmx|altivec/.test(each))
  ) {
    return groups.includes('save') && /^[yz]mm\d+h$/.test(name) ? undefined : 'Vector';
  }
  if (groups.includes('float')) {
    return 'Floating Point';
  }
  if (groups.includes('general')) {
    return 'General';
  }
  return groups.includes('system') ? 'System' : undefined;
}

/** The values of some registers in a frame; those that cannot be read there are left out. */
export async function readRegisters(
  client: MiClient,
  frame: FrameSelector,
  numbers: readonly number[],
): Promise<readonly RegisterValue[]> {
  const read = async (format: string): Promise<ReadonlyMap<number, string>> => {
    const options = [...select(frame), '--skip-unavailable'];
    const words = [...options, format, ...numbers.map(String)];
    const body = await client.command('-data-list-register-values', ...words);
    return new Map(
      body
        .tuples('register-values')
        .map((each) => [each.number('number') ?? -1, each.text('value') ?? '']),
    );
  };
  const [natural, hexadecimal] = await Promise.all([read('N'), read('x')]);
  return [...natural].map(([number, value]) => ({
    number,
    natural: value,
    hexadecimal: hexadecimal.get(number) ?? value,
  }));
}

/** What a vector register holds as one number, out of all the ways to read it. */
export function wholeVector(hexadecimal: string): string {
  const fields = /\b(?:uint128|u|v\d+_int128) = ((?:\{[^}]*\})|0x[0-9a-f]+)/.exec(hexadecimal);
  return fields?.[1] ?? hexadecimal;
}
