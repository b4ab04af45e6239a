import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { UserError } from '../../base/errors';
import { labelsFile, overrideName, type ServiceLabels } from '../../domain/compose/composeProject';
import type { DockerWords } from '../../engine/imageBuilder';
import { runOnHost } from '../runOnHost';

/** A program that does what Compose does. */
export interface ComposeCli {
  /** The argument array of a command. */
  readonly words: (...words: readonly string[]) => readonly string[];
  /** It knows a project by its name alone, from its containers. */
  readonly knowsByName: boolean;
}

/**
 * `docker compose` where the docker CLI has it, else `docker-compose`, which may be Compose 1; both are
 * told which engine. Undefined where this machine has neither.
 */
export async function findCompose(
  docker: DockerWords,
  signal?: AbortSignal,
): Promise<ComposeCli | undefined> {
  const [, ...engine] = docker();
  const plugin: ComposeCli = {
    words: (...words) => docker('compose', ...words),
    knowsByName: true,
  };
  if ((await versionOf(plugin, signal)) !== undefined) {
    return plugin;
  }
  const words = (...more: readonly string[]): readonly string[] => [
    'docker-compose',
    ...engine,
    ...more,
  ];
  const version = await versionOf({ words, knowsByName: false }, signal);
  return version === undefined ? undefined : { words, knowsByName: !version.startsWith('1.') };
}

/**
 * Runs `work` with the words that add Drydock's labels to services, by a file that is removed
 * afterwards; without any labels, with none.
 */
export async function withLabels<T>(
  labels: ServiceLabels,
  work: (words: readonly string[]) => Promise<T>,
): Promise<T> {
  if (Object.keys(labels).length === 0) {
    return work([]);
  }
  const folder = await mkdtemp(join(tmpdir(), 'drydock-compose-'));
  try {
    const file = join(folder, overrideName);
    await writeFile(file, labelsFile(labels));
    return await work(['-f', file]);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function versionOf(cli: ComposeCli, signal?: AbortSignal): Promise<string | undefined> {
  let said = '';
  try {
    const argv = cli.words('version', '--short');
    const exitCode = await runOnHost(argv, tmpdir(), (text) => (said += text), signal);
    return exitCode === 0 ? said.trim().replace(/^v/, '') : undefined;
  } catch (error) {
    if (error instanceof UserError) {
      // The program is not there.
      return undefined;
    }
    throw error;
  }
}
