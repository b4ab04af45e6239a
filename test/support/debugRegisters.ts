import process from 'node:process';

/**
 * Whether the processor stops programs at what its debug registers hold. Some virtual machines do not
 * pass that on; `npm test` tries it and leaves out, and says so, what cannot be tested there.
 */
export const hasDebugRegisters = process.env['DRYDOCK_TEST_DEBUG_REGISTERS'] !== 'silent';
