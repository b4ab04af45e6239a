/** What a failed command was about, as far as a caller decides on it. */
export type GdbFailure =
  | 'noSuchFile'
  | 'permissionDenied'
  | 'notExecutable'
  | 'ptraceForbidden'
  | 'startupFailed'
  | 'programRunning'
  | 'noProgram'
  | 'noProcess'
  | 'noLines'
  | 'outermost'
  | 'noHardware'
  | 'noHardwareYet'
  | 'noMemory'
  | 'notInMemory'
  | 'unreadable'
  | 'undefinedCommand'
  | 'notEditable'
  | 'callsForbidden'
  | 'tooOldToWrite'
  | 'other';

/**
 * What a person is told when gdb cannot write the processor's registers all at once. Those before 14
 * give the kernel less than it wants where the processor has AMX.
 */
export const tooOldToWrite =
  'This gdb is too old for this processor: it cannot write all of its registers, which it has to do to call a function, to run backwards and to look into some exceptions. gdb 14 and newer can: install one in the image, or name it in the attribute "miDebuggerPath".';

/** A command that gdb refused. The message is gdb's own, but where that helps nobody. */
export class GdbError extends Error {
  override readonly name = 'GdbError';
  readonly failure: GdbFailure;

  constructor(message: string, code?: string, callsFail = false) {
    const explained = explainFailure(message, callsFail);
    super(explained);
    this.failure =
      code === 'undefined-command'
        ? 'undefinedCommand'
        : explained === tooOldToWrite
          ? 'tooOldToWrite'
          : (signs.find(([sign]) => sign.test(message))?.[1] ?? 'other');
  }
}

/** gdb, or the connection to it, ended while a command was waiting. */
export class GdbEndedError extends Error {
  override readonly name = 'GdbEndedError';

  constructor() {
    super('gdb has ended.');
  }
}

/** What a person is told in place of gdb's own words; `callsFail` where calls are forbidden as they fail. */
export function explainFailure(message: string, callsFail: boolean): string {
  const isTooOld =
    message.includes("Couldn't write extended state status") ||
    (callsFail && message.includes(callsForbidden));
  return isTooOld ? tooOldToWrite : message;
}

const callsForbidden = 'may-call-functions is off';

const signs: readonly (readonly [RegExp, GdbFailure])[] = [
  [/No hardware \w+ support in the target/, 'noHardwareYet'],
  [/Cannot insert breakpoint \d+/, 'noMemory'],
  [/Could not insert hardware|too many hardware|cannot be implemented with/i, 'noHardware'],
  [
    /not located in memory|which isn't an lvalue|address of (?:register|bit-?field)|optimized out/i,
    'notInMemory',
  ],
  [/ptrace: Operation not permitted|Could not attach to process/i, 'ptraceForbidden'],
  [/During startup program (?:exited|terminated)/i, 'startupFailed'],
  [/not in executable format|file format not recognized|file truncated/i, 'notExecutable'],
  [/No such file or directory|Is a directory/i, 'noSuchFile'],
  [/Permission denied/i, 'permissionDenied'],
  [/thread (?:\d+ )?is running|while (?:the )?(?:target|program) is running/i, 'programRunning'],
  [
    /The program is not being run|No registers|No frame|No symbol table|No executable file/i,
    'noProgram',
  ],
  [/without a process to debug/, 'noProcess'],
  [/Cannot find bounds of current function/, 'noLines'],
  [/not meaningful in the outermost frame/, 'outermost'],
  [/Cannot access memory at address|Unable to read memory/, 'unreadable'],
  [/Undefined (?:MI )?command/i, 'undefinedCommand'],
  [/not editable|not an lvalue|Left operand of assignment/i, 'notEditable'],
  [new RegExp(callsForbidden), 'callsForbidden'],
];
