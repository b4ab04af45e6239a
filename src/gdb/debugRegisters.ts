/**
 * What has a gdb of its own try whether the processor stops a program at what its debug registers
 * hold. Some virtual machines take what is written into them and never stop; gdb cannot tell, and
 * such breakpoints are silently passed. The first code of any program reads the word at the top of its
 * stack, the number of its arguments.
 */
export function debugRegisterTrial(debuggerPath: string): readonly string[] {
  const commands = [
    'set startup-with-shell off',
    'starti',
    'set $place = $sp',
    'awatch *(long *) $place',
    'continue',
    // It has an exit code only when nothing has stopped it.
    `printf "${verdict}%d\\n", $_isvoid($_exitcode)`,
  ];
  const each = commands.flatMap((command) => ['-ex', command]);
  return [debuggerPath, '-nx', '-batch', ...each, '--args', '/bin/sh', '-c', ':'];
}

/** Whether a trial has shown that the registers do not work: one that could not be made shows nothing. */
export function refutesDebugRegisters(output: string): boolean {
  return output.includes(`${verdict}0`) && /^Hardware access/m.test(output);
}

const verdict = 'drydock: stopped ';
