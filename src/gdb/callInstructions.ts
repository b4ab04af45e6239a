import type { Instruction } from './disassembleCommands';

/** A call that a line makes. */
export interface Call {
  readonly address: string;
  /** Absent where it goes through a register or memory. */
  readonly callee?: string;
}

/** The calls of x86, ARM, RISC-V, PowerPC and s390. */
const callMnemonic = /^(?:notrack\s+|bnd\s+)?(?:call[qlw]?|blr?x?|blra[ab]z?|jalr?|bctrl|brasl)\s/;

/** What the compiler puts in, which nobody wrote. */
const runtime =
  /^(?:__cxa_|__stack_chk_fail|_Unwind_|__gxx_|__tls_get_addr|operator (?:new|delete))/;

const library = /^(?:std::|__gnu_cxx::|__gnu_debug::)|^[\w:<>, *&]+ std::/;

/**
 * The calls among instructions, without those that the compiler put in; those of the standard library
 * only where there are no others.
 */
export function findCalls(instructions: readonly Instruction[]): readonly Call[] {
  const calls = instructions.flatMap(({ address, text }): Call[] => {
    if (!callMnemonic.test(text)) {
      return [];
    }
    const callee = /<(.+?)(?:@plt)?(?:\+\d+)?>\s*$/.exec(text)?.[1];
    const place = `0x${address.toString(16)}`;
    return [{ address: place, ...(callee !== undefined && { callee }) }];
  });
  const written = calls.filter(({ callee }) => callee === undefined || !runtime.test(callee));
  const own = written.filter(({ callee }) => callee === undefined || !library.test(callee));
  return own.length > 0 ? own : written;
}
