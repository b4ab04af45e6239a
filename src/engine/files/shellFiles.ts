import { randomUUID } from 'node:crypto';
import { posix } from 'node:path';
import { buffer, text } from 'node:stream/consumers';
import { parseFolderListing } from '../../domain/folderListing';
import type { FileEntry } from '../../domain/pathStat';
import type { ContainerEngine } from '../containerEngine';
import { EngineError, type EngineErrorKind } from '../engineError';
import { onPath, runShell, shellError } from './runShell';
import type { ShellWays, WriteOptions } from './fileWays';

// How the scripts say what is in the way.
const answers: Readonly<Record<number, readonly [EngineErrorKind, string]>> = {
  20: ['accessDenied', 'may not be used by anybody in the container.'],
  21: ['isAFolder', 'is a folder.'],
  22: ['pathExists', 'is there already.'],
  23: ['pathMissing', 'does not exist.'],
  24: ['notAFolder', 'is not a folder.'],
  25: ['failed', 'is neither a file nor a folder, and cannot be read.'],
  127: ['commandNotFound', 'needs programs that the container does not have.'],
};

/** `find` where there is one, because a folder may hold more names than a command can take. */
const listScript = `
command -v stat >/dev/null || exit 127
[ -e "$1" ] || exit 23
[ -d "$1" ] || exit 24
cd -- "$1" || exit 20
if command -v find >/dev/null
then
  find . ! -name . -prune -exec stat -c "$2 f %f %s %Y %n" {} +
  find . ! -name . -prune -type l -exec stat -L -c "$2 t %f %n" {} + 2>/dev/null
else
  set -- "$2" ./* ./.[!.]* ./..?*
  mark=$1
  shift
  stat -c "$mark f %f %s %Y %n" "$@" 2>/dev/null
  stat -L -c "$mark t %f %n" "$@" 2>/dev/null
fi
exit 0
`;

const readScript = `
[ -e "$1" ] || exit 23
[ ! -d "$1" ] || exit 21
[ -f "$1" ] || exit 25
exec cat -- "$1"
`;

/** Gives what is new to the owner of its folder, where there is a program that tells who that is. */
const chownScript = `
owner=$(stat -c %u:%g -- "$2" 2>/dev/null) || exit 0
exec chown -- "$owner" "$1"
`;

/** In place, so that owner, mode, other names of the file and who watches it stay. */
const writeScript = `
[ ! -d "$1" ] || exit 21
if [ -e "$1" ] || [ -L "$1" ]
then
  [ "$4" = overwrite ] || exit 22
  [ ! -e "$1" ] || { cat >"$1"; exit; }
fi
[ "$3" = create ] || exit 23
[ -d "$2" ] || exit 23
cat >"$1" || exit
${chownScript}`;

const makeFolderScript = `
if [ -e "$1" ] || [ -L "$1" ]
then exit 22
fi
mkdir -- "$1" || exit
${chownScript}`;

const makeRoom = `
if [ -e "$2" ] || [ -L "$2" ]
then
  [ "$3" = overwrite ] || exit 22
  rm -rf -- "$2" || exit
fi
`;

const renameScript = `${makeRoom}exec mv -- "$1" "$2"`;
const copyScript = `${makeRoom}exec cp -a -- "$1" "$2"`;

/** Files by the container's own programs, as its root. */
export function shellFiles(engine: ContainerEngine, container: string): ShellWays {
  const run = async (
    verb: string,
    script: string,
    words: readonly [string, ...string[]],
    signal: AbortSignal | undefined,
  ): Promise<string> => {
    const action = onPath(verb, words[0], container);
    const accepts = Object.keys(answers).map(Number);
    const request = { script, words, action, accepts };
    const { exitCode, stdout } = await runShell(engine, container, request, signal);
    throwAnswer(exitCode, action.subject);
    return stdout;
  };

  return {
    async list(folder, signal): Promise<readonly FileEntry[]> {
      const mark = randomUUID();
      return parseFolderListing(await run('list', listScript, [folder, mark], signal), mark);
    },

    async read(path, signal) {
      const { exitCode, stdout } = await pass(engine, container, 'read', readScript, [path], {
        signal,
      });
      throwAnswer(exitCode, onPath('read', path, container).subject);
      return stdout;
    },

    async write(path, content, options, signal) {
      const words = [path, posix.dirname(path), ...wordsOf(options)];
      const { exitCode } = await pass(engine, container, 'write to', writeScript, words, {
        input: content,
        signal,
      });
      throwAnswer(exitCode, onPath('write', path, container).subject);
    },

    async makeFolder(path, signal) {
      await run('make', makeFolderScript, [path, posix.dirname(path)], signal);
    },

    async copy(from, to, overwrite, signal) {
      await run('copy', copyScript, [from, to, overwrite ? 'overwrite' : 'keep'], signal);
    },

    async rename(from, to, overwrite, signal) {
      await run('rename', renameScript, [from, to, overwrite ? 'overwrite' : 'keep'], signal);
    },

    async remove(path, signal) {
      await run('delete', 'exec rm -rf -- "$1"', [path], signal);
    },
  };
}

function wordsOf({ create, overwrite }: WriteOptions): readonly string[] {
  return [create ? 'create' : 'change', overwrite ? 'overwrite' : 'keep'];
}

function throwAnswer(exitCode: number, subject: string): void {
  const [kind, words] = answers[exitCode] ?? [];
  if (kind !== undefined) {
    throw new EngineError(kind, `${subject} ${words}`);
  }
}

/** Runs a script that takes or gives bytes. */
async function pass(
  engine: ContainerEngine,
  container: string,
  verb: string,
  script: string,
  words: readonly string[],
  { input, signal }: { readonly input?: Uint8Array; readonly signal: AbortSignal | undefined },
): Promise<{ readonly exitCode: number; readonly stdout: Buffer }> {
  const argv = ['sh', '-c', script, 'sh', ...words];
  const request = { argv, user: '0', stdin: input !== undefined, env: ['LC_ALL=C'] };
  const process = await engine.exec(container, request, signal);
  try {
    // A script that ends without reading says by its exit code why.
    process.stdin.once('error', () => undefined);
    process.stdin.end(input);
    const [exitCode, stdout, stderr] = await Promise.all([
      process.exit,
      buffer(process.stdout),
      text(process.stderr),
    ]);
    if (exitCode !== 0 && answers[exitCode] === undefined) {
      throw shellError(stderr, onPath(verb, words[0] ?? '', container));
    }
    return { exitCode, stdout };
  } finally {
    process.dispose();
  }
}
