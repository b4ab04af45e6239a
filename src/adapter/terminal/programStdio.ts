import { UserError } from '../../base/errors';
import { runInContainer } from '../../engine/runInContainer';
import type { Redirection } from '../../gdb/programWords';
import type { Attributes } from '../plan/attributes';
import { inContainer, type DebugContainer } from '../start/debugContainer';
import type { GdbProcess } from '../start/gdbProcess';
import type { ProgramTerminal } from './programTerminal';

/** The files that a launch configuration gives to the program in place of its terminal. */
export type StdioPlan = Readonly<Partial<Record<StdioName, StdioFile>>>;

type StdioName = 'stdin' | 'stdout' | 'stderr';

interface StdioFile {
  /** On the host or in the container; relative to the program's working directory. */
  readonly path: string;
  readonly append: boolean;
}

const descriptors = { stdin: 0, stdout: 1, stderr: 2 } as const;
const names = ['stdin', 'stdout', 'stderr'] as const;

/** Reads the attributes `stdin`, `stdout` and `stderr`. */
export function readStdio(attributes: Attributes): StdioPlan {
  const plan: Partial<Record<StdioName, StdioFile>> = {};
  for (const name of names) {
    const given = name === 'stdin' ? attributes.text(name) : attributes.textOrPart(name);
    if (given === undefined || given === '') {
      continue;
    }
    const path = typeof given === 'string' ? given : given.text('path');
    if (!path || /[\n\r]/.test(path)) {
      throw new UserError(
        `The attribute "${name}" names no file. Set it to a path${name === 'stdin' ? '' : ', or to { "path": "…", "append": true }'}.`,
      );
    }
    plan[name] = {
      path,
      append: typeof given === 'string' ? false : (given.flag('append') ?? false),
    };
  }
  return plan;
}

/**
 * Where the program reads and writes beside the terminal that gdb gives it: the files of the launch
 * configuration; the terminal itself where gdb would fail to make it the controlling one, and say so
 * into it; and, where the adapter shows the terminal, the standard error (`errorPath`) of gdb or of the
 * program's guard, which reaches the adapter apart from the terminal's output.
 */
export function programRedirections(
  plan: StdioPlan,
  terminal: ProgramTerminal,
  { errorPath }: Partial<Pick<GdbProcess, 'errorPath'>>,
  container: DebugContainer,
): readonly Redirection[] {
  return names.flatMap((name): readonly Redirection[] => {
    const descriptor = descriptors[name];
    const file = plan[name];
    if (file) {
      const mode = name === 'stdin' ? 'read' : file.append ? 'append' : 'write';
      return [{ descriptor, path: filePath(name, file, container), mode }];
    }
    if (name === 'stderr' && errorPath !== undefined) {
      return [{ descriptor, path: errorPath, mode: 'append' }];
    }
    return terminal.tty !== undefined && terminal.controllable === false
      ? [{ descriptor, path: terminal.tty, mode: 'both' }]
      : [];
  });
}

/** Rejects with a sentence when the program could not open one of its files. `folder` is where it starts. */
export async function checkStdio(
  plan: StdioPlan,
  container: DebugContainer,
  folder: string,
): Promise<void> {
  const files = names.flatMap((name) => {
    const file = plan[name];
    return file ? [{ name, path: filePath(name, file, container) }] : [];
  });
  if (files.length === 0) {
    return;
  }
  const { stdout } = await runInContainer(container.engine, container.id, {
    argv: ['sh', '-c', findUnusable, 'sh', ...files.flatMap(({ name, path }) => [name, path])],
    cwd: folder,
    ...(container.user && { user: container.user }),
  });
  const wrong = files.find(({ name }) => name === stdout.trim());
  if (wrong) {
    throw new UserError(
      wrong.name === 'stdin'
        ? `The attribute "stdin" names "${wrong.path}", which cannot be read in the container "${container.name}". Correct the path, or see that the file is there.`
        : `The attribute "${wrong.name}" names "${wrong.path}", which cannot be written in the container "${container.name}". Correct the path, or see that its folder is there.`,
    );
  }
}

/** Prints the first name whose file cannot be used; takes names and paths in turn. */
const findUnusable = `
while [ $# -gt 0 ]; do
  folder=.
  case $2 in
  */*) folder=\${2%/*}/ ;;
  esac
  if [ "$1" = stdin ]; then
    [ -r "$2" ] && [ ! -d "$2" ]
  elif [ -e "$2" ]; then
    [ -w "$2" ] && [ ! -d "$2" ]
  else
    [ -d "$folder" ] && [ -w "$folder" ]
  fi || { echo "$1"; exit; }
  shift 2
done`;

function filePath(name: string, { path }: StdioFile, container: DebugContainer): string {
  const isAbsolute = /^(?:\/|[A-Za-z]:[\\/]|\\\\)/.test(path);
  return isAbsolute ? inContainer(name, path, container) : path;
}
