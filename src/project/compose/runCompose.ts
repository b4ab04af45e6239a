import { access, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { UserError } from '../../base/errors';
import { projectWords, type ComposeProject } from '../../domain/compose/composeProject';
import { runOnHost } from '../runOnHost';
import { withLabels, type ComposeCli } from './composeCli';

/** What is done to a whole project, and the words that belong to it. */
export type ComposeCommand = readonly [
  action: 'up' | 'down' | 'start' | 'stop' | 'restart' | 'logs' | 'ps',
  ...options: string[],
];

/** How {@link runCompose} tells what it does. */
export interface ComposeSink {
  /** The whole command, before it is run. */
  readonly onCommand: (argv: readonly string[]) => void;
  readonly onOutput: (text: string) => void;
}

/**
 * Has Compose do something to a project, and resolves with its exit code. A project that is there is
 * known by its name, which also means the services of every profile; only `up` needs its files.
 */
export async function runCompose(
  cli: ComposeCli,
  project: ComposeProject,
  [action, ...options]: ComposeCommand,
  { onCommand, onOutput }: ComposeSink,
  signal?: AbortSignal,
): Promise<number> {
  const run = async (hostFolder: string, ...words: readonly string[]): Promise<number> => {
    const argv = cli.words(...words, action, ...options);
    onCommand(argv);
    return runOnHost(argv, hostFolder, onOutput, signal);
  };
  if (action !== 'up' && cli.knowsByName) {
    return inEmptyFolder((folder) => run(folder, ...projectWords(project, [])));
  }
  await requireFiles(project);
  const words = projectWords(project, project.files);
  return withLabels(action === 'up' ? project.labels : {}, (more) =>
    run(project.hostFolder, ...words, ...more),
  );
}

async function requireFiles(project: ComposeProject): Promise<void> {
  const { name, hostFolder, files } = project;
  if (files.length === 0 || hostFolder === '') {
    throw new UserError(
      `The containers of the project "${name}" do not say which files they were made from. Run Compose Up on the file itself.`,
    );
  }
  const missing = await firstMissing(project);
  if (missing !== undefined) {
    throw new UserError(
      `The project "${name}" was made from "${missing}", which is not there. Put it back, or run Compose Up on the file where it is now.`,
    );
  }
}

async function firstMissing({ files, hostFolder }: ComposeProject): Promise<string | undefined> {
  for (const file of [...files, hostFolder]) {
    try {
      await access(file);
    } catch {
      return file;
    }
  }
  return undefined;
}

/** Compose takes a file of the folder that it runs in, or above, for the project's. */
async function inEmptyFolder<T>(work: (hostFolder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'drydock-compose-'));
  try {
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
