/** What builds a folder. `commands`: the commands that the settings name. */
export type BuildSystem = 'cmake' | 'meson' | 'make' | 'commands';

/** A command of the user's own: words, or a line for the container's shell. */
export type OwnCommand = string | readonly string[];

/** The commands by which a folder is built that has neither CMake nor Meson nor a Makefile. */
export type OwnCommands = Readonly<
  Partial<Record<'configure' | 'build' | 'clean' | 'test' | 'install', OwnCommand>>
>;

/** Which of the build systems builds a folder, by the files in it. */
export function buildSystemOf(
  files: ReadonlySet<string>,
  commands: OwnCommands,
): BuildSystem | undefined {
  if (commands.build !== undefined) {
    return 'commands';
  }
  if (files.has('CMakeLists.txt')) {
    return 'cmake';
  }
  if (files.has('meson.build')) {
    return 'meson';
  }
  return makefiles.some((name) => files.has(name)) ? 'make' : undefined;
}

/** The files by which {@link buildSystemOf} decides. */
export const makefiles = ['GNUmakefile', 'makefile', 'Makefile'] as const;

/** Reads the setting; what is no command is left out. */
export function readOwnCommands(value: unknown): OwnCommands {
  const commands: Partial<Record<keyof OwnCommands, OwnCommand>> = {};
  for (const [name, command] of Object.entries(
    typeof value === 'object' && value !== null ? value : {},
  )) {
    const known = names.find((each) => each === name);
    if (known !== undefined && isCommand(command)) {
      commands[known] = command;
    }
  }
  return commands;
}

const names = ['configure', 'build', 'clean', 'test', 'install'] as const;

function isCommand(value: unknown): value is OwnCommand {
  return typeof value === 'string'
    ? value.trim() !== ''
    : Array.isArray(value) &&
        value.length > 0 &&
        (value as readonly unknown[]).every((word) => typeof word === 'string');
}
