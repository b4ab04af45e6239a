import process from 'node:process';
import { hasWideRegisters } from '../../scripts/lib/debugRegisters.mjs';

/**
 * Whether the processor stops programs at what its debug registers hold. Some virtual machines do not
 * pass that on; `npm test` tries it and leaves out, and says so, what cannot be tested there.
 */
export const hasDebugRegisters = process.env['DRYDOCK_TEST_DEBUG_REGISTERS'] !== 'silent';

/**
 * Whether a gdb can write the registers of this processor, which it does to call a function. Those
 * before 14 cannot where it has AMX; `npm test` says that what needs it is left out for them.
 */
export function writesRegisters(gdbMajor: number): boolean {
  return gdbMajor >= 14 || !hasWideRegisters();
}
