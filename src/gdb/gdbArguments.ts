/**
 * How gdb is started: for a machine, without the user's init files, without asking a symbol server.
 * `mi-async` comes before all else: only with it are commands answered while the program runs, and
 * only with it does gdb notice that its client has gone, kill the program and end.
 */
export function gdbArguments(debuggerPath: string): readonly string[] {
  return [
    debuggerPath,
    '--interpreter=mi2',
    '-nx',
    '-q',
    '-iex',
    'set mi-async on',
    '-iex',
    'set debuginfod enabled off',
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
