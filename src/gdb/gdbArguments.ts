/**
 * Settings that make gdb fit to be driven; one that this gdb does not know is passed over. They are
 * arguments because gdb takes them in at once, where each command costs a round of reading and answering.
 */
const settings: readonly string[] = [
  // Before all else: only with it are commands answered while the program runs, and only with it does
  // gdb notice that its client has gone, kill the program and end.
  'mi-async on',
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
  // A function that an expression calls, and that a signal ends, leaves no frames behind.
  'unwindonsignal on',
];

/** What a launch configuration changes about how gdb is started. */
export interface GdbOptions {
  /** Read the init files that gdb reads by itself. */
  readonly init?: boolean;
  /** More arguments. */
  readonly more?: readonly string[];
}

/**
 * How gdb is started: for a machine, without asking a symbol server and without the user's init
 * files, unless these are wanted.
 */
export function gdbArguments(
  debuggerPath: string,
  debuginfod: boolean,
  { init = false, more = [] }: GdbOptions = {},
): readonly string[] {
  const symbolServer = `debuginfod enabled ${debuginfod ? 'on' : 'off'}`;
  const each = (option: string): string[] =>
    [...settings, symbolServer].flatMap((setting) => [option, `set ${setting}`]);
  return [
    debuggerPath,
    '--interpreter=mi2',
    '-q',
    ...(init ? [] : ['-nx']),
    ...each('-iex'),
    // What an init file changed of them is put right afterwards.
    ...(init ? each('-ex') : []),
    ...more,
  ];
}

/** The variables that gdb is started with. gdb before 12 asks the servers that one of them names. */
export function gdbStartEnvironment(debuginfod: boolean): Readonly<Record<string, string>> {
  const variables = Object.entries(gdbEnvironment);
  return Object.fromEntries(variables.filter(([name]) => !debuginfod || name !== symbolServers));
}

/** The variable that names the servers of debug information. */
const symbolServers = 'DEBUGINFOD_URLS';

/** Variables that gdb itself runs with. The program does not get them: see `unsetEnvironment`. */
export const gdbEnvironment: Readonly<Record<string, string>> = {
  // gdb's messages are read, so they are in English; strings of the program are UTF-8.
  LC_ALL: 'C.UTF-8',
  [symbolServers]: '',
  // gdb starts the program with it when arguments need quoting; any other shell quotes differently.
  SHELL: '/bin/sh',
};
