import type { RunPlan } from '../plan/runPlan';

/** Commands for gdb that many configurations have, and that change nothing of the program itself. */
const onlyForShow =
  /pretty-printing|disassembly-flavor|disable-randomization|^-?(?:gdb-)?set print /;

/** Says which attributes are of no use, because there is no gdb to run their commands. */
export function remarksOnRun({
  setupCommands,
  postLaunchCommands,
  initFile,
  record,
}: RunPlan): readonly string[] {
  const useless = [
    setupCommands.some(({ text }) => !onlyForShow.test(text)) && 'setupCommands',
    postLaunchCommands.length > 0 && 'postLaunchCommands',
    initFile !== undefined && 'gdbInit',
    record !== 'off' && 'record',
  ].filter((name) => name !== false);
  return useless.map(
    (name) => `The attribute "${name}" is not used: the program runs without gdb.`,
  );
}
