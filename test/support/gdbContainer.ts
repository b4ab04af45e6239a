import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import {
  chmod,
  copyFile,
  cp,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rename,
  rm,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ContainerEngine } from '../../src/engine/containerEngine';
import { runInContainer } from '../../src/engine/runInContainer';
import { openTestEngine, testName } from './testEngine';

const programs = 'test/adapter/programs';

/** A container with a gdb and the debuggees, whose folder `/workspace` is a folder of the host. */
export interface GdbContainer {
  readonly engine: ContainerEngine;
  readonly id: string;
  readonly name: string;
  readonly image: string;
  readonly hostFolder: string;
  /** The host path of a source in the folder. */
  source(file: string): string;
  /** The line of a source that holds `MARK: name`. */
  line(mark: string, file?: string): Promise<number>;
  /** The mark that a line of a source bears, by the source's host path. */
  markAt(line: number, hostPath: string): Promise<string | undefined>;
  /** Runs a command to its end and resolves with its output; rejects when it fails. */
  run(...argv: readonly string[]): Promise<string>;
  /** The command lines of everything in the container that a session started, ours or the program. */
  leftovers(): Promise<readonly string[]>;
  /** Resolves when nothing of a session is left; the test's own time limit ends a wait in vain. */
  untilClean(): Promise<void>;
  /** Makes it as it was in the beginning: ends what runs in it, and puts the sources back. */
  renew(): Promise<void>;
  dispose(): Promise<void>;
}

/** Starts a container of a test image, with the sources of the debuggees in its folder. */
export async function openGdbContainer(image: string): Promise<GdbContainer> {
  const hostFolder = await mkdtemp(join(tmpdir(), 'drydock-adapter-'));
  await chmod(hostFolder, 0o755);
  await copySources(hostFolder);
  const test = await openTestEngine();
  const name = testName('gdb');
  const id = await test.run({
    image,
    name,
    mounts: [{ kind: 'bind', source: hostFolder, target: '/workspace' }],
  });

  const run = async (...argv: readonly string[]): Promise<string> => {
    const { exitCode, stdout, stderr } = await runInContainer(test.engine, id, { argv });
    if (exitCode !== 0) {
      throw new Error(`${argv.join(' ')} failed with ${exitCode}: ${stderr}`);
    }
    return stdout;
  };
  const leftovers = async (): Promise<readonly string[]> => {
    const script =
      'for f in /proc/[0-9]*; do [ "$f" = "/proc/$$" ] || { tr "\\0" " " <"$f/cmdline"; echo; } 2>/dev/null; done';
    const lines = (await run('sh', '-c', script)).split('\n');
    return lines.filter((line) =>
      /gdb|drydock-|basics|terminal |\/dev\/pts|perl|proc\/self\/fd/.test(line),
    );
  };
  return {
    engine: test.engine,
    id,
    name,
    image,
    hostFolder,
    source: (file) => join(hostFolder, file),
    line: async (mark, file = 'basics.cpp') => {
      const lines = (await readFile(join(programs, file), 'utf8')).split('\n');
      const index = lines.findIndex((line) => line.endsWith(`// MARK: ${mark}`));
      if (index < 0) {
        throw new Error(`${file} has no mark "${mark}".`);
      }
      return index + 1;
    },
    markAt: async (line, hostPath) => {
      const text = (await readFile(hostPath, 'utf8')).split('\n')[line - 1] ?? '';
      return /\/\/ MARK: (\w+)$/.exec(text)?.[1];
    },
    run,
    leftovers,
    untilClean: async () => {
      await run('sh', '-c', waitUntilClean);
    },
    renew: async () => {
      await run('sh', '-c', endEverything);
      for (const entry of await readdir(hostFolder)) {
        await rm(join(hostFolder, entry), { recursive: true, force: true });
      }
      await copySources(hostFolder);
    },
    dispose: async () => {
      await test.dispose();
      await rm(hostFolder, { recursive: true, force: true });
    },
  };
}

/**
 * Looks in the container, again and again, for what {@link GdbContainer.leftovers} lists: an exec for
 * each look takes as long as most of what is waited for. It must not find itself.
 */
const waitUntilClean = `
  while grep -qszaE '[g]db|[d]rydock-|[b]asics|[t]erminal$|/dev/[p]ts|[p]erl|proc/[s]elf/fd' /proc/[0-9]*/cmdline
  do sleep 0.05
  done`;

/** Ends all processes but those of the container's own session, which is that of its first process. */
const endEverything = `
  for stat in /proc/[0-9]*/stat; do
    read -r line <"$stat" || continue
    process=\${line%% *}
    set -- \${line##*) }
    [ "$4" = 1 ] || [ "$process" = $$ ] || kill -9 "$process" || :
  done 2>/dev/null`;

async function copySources(hostFolder: string): Promise<void> {
  await cp(programs, hostFolder, { recursive: true });
  await writeFile(join(hostFolder, 'text.txt'), 'no program\n');
}

/** What is compiled for a suite: the program's name, then the compiler's words, sources by their names. */
export type Programs = Readonly<Record<string, readonly string[]>>;

/** The programs that most suites debug. */
export const basicPrograms: Programs = {
  basics: ['basics.cpp', '-ldl'],
  'libplugin.so': ['plugin.cpp', '-shared', '-fPIC'],
};

/**
 * Compiles debuggees of a {@link GdbContainer} in its folder, with debug information and unoptimized.
 * What has been compiled before from the same sources by the same compiler is taken from there.
 */
export async function compilePrograms(
  container: GdbContainer,
  wanted: Programs = basicPrograms,
): Promise<void> {
  await Promise.all(
    Object.entries(wanted).map(async ([name, words]) => {
      const output = join(container.hostFolder, name);
      const kept = join(keptPrograms, await fingerprint([container.image, name, ...words]));
      if (existsSync(kept)) {
        // Newer than its sources, as it would be.
        await copyFile(kept, output);
        return;
      }
      const inFolder = words.map((word) => (/\.[ch]p*$/.test(word) ? `/workspace/${word}` : word));
      const at = `/workspace/${name}`;
      await container.run('g++', '-g', '-O0', '-pthread', '-o', at, ...inFolder);
      await mkdir(keptPrograms, { recursive: true });
      // Several processes run tests at once, so a program appears whole or not at all.
      const unfinished = `${kept}.${process.pid}`;
      await copyFile(output, unfinished);
      await rename(unfinished, kept);
    }),
  );
}

const keptPrograms = 'dist/test/programs';

/** Changes with the words and with every source. */
async function fingerprint(words: readonly string[]): Promise<string> {
  const hash = createHash('sha256').update(JSON.stringify(words));
  const files = await readdir(programs, { recursive: true, withFileTypes: true });
  for (const file of files.filter((each) => each.isFile())) {
    hash.update(await readFile(join(file.parentPath, file.name)));
  }
  return hash.digest('hex').slice(0, 32);
}
