/**
 * Settings that make gdb fit to be driven; one that this gdb does not know is passed over. They are
 * arguments because gdb takes them in at once, where each command costs a round of reading and answering.
 */
const settings: readonly string[] = [
  // Before all else: only with it are commands answered while the program runs, and only with it does
  // gdb notice that its client has gone, kill the program and end.
  'mi-async on',
  'debuginfod enabled off',
  'width 0',
  'height 0',
  'pagination off',
  'confirm off',
  'style enabled off',
  'breakpoint pending on',
  'print asm-demangle on',
  'print thread-events off',
  'print inferior-events off',
  // A container may not switch randomization off; gdb would warn at each start.
  'disable-randomization off',
];

/** How gdb is started: for a machine, without the user's init files, without asking a symbol server. */
export function gdbArguments(debuggerPath: string): readonly string[] {
  return [
    debuggerPath,
    '--interpreter=mi2',
    '-nx',
    '-q',
    ...settings.flatMap((setting) => ['-iex', `set ${setting}`]),
  ];
}

/** Variables that gdb itself runs with. The program does not get them: see `unsetEnvironment`. */
export const gdbEnvironment: Readonly<Record<string, string>> = {
  // gdb's messages are read, so they are in English; strings of the program are UTF-8.
  LC_ALL: 'C.UTF-8',
  DEBUGINFOD_URLS: '',
  // gdb starts the program with it when arguments need quoting; any other shell quotes differently.
  SHELL: '/bin/sh',
};
