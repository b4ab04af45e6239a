import { existsSync, readFileSync } from 'node:fs';

const processors = '/proc/cpuinfo';

/** What {@link hasDebugRegisters} has gdb do: a watched word that a program reads is met, or not. */
const trial = [
  'starti',
  'set $place = $sp',
  'awatch *(long *) $place',
  'continue',
  // There is an exit code only when nothing has stopped the program.
  'quit 7 * !$_isvoid($_exitcode)',
];

/**
 * Whether the processor stops programs at what its debug registers hold. Some virtual machines take
 * what is written there and never stop; nobody can test data breakpoints on them.
 */
export async function hasDebugRegisters(engine, runId) {
  const { Id: id } = await engine.json('POST', '/containers/create', {
    body: {
      Image: 'drydock-test/bookworm',
      Cmd: ['gdb', '-nx', '-batch', ...trial.flatMap((each) => ['-ex', each]), '/bin/true'],
      Labels: { 'drydock.test': runId },
    },
  });
  await engine.request('POST', `/containers/${id}/start`);
  const { StatusCode: code } = await engine.json('POST', `/containers/${id}/wait`);
  await engine.request('DELETE', `/containers/${id}`, { query: { force: 'true' } });
  return code !== 7;
}

/** Whether the processor has the registers of AMX, of which the kernel wants all from who writes any. */
export function hasWideRegisters() {
  return existsSync(processors) && /\bamx_tile\b/.test(readFileSync(processors, 'utf8'));
}
