import { access } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { overridesOf, type ComposeProject } from '../../domain/compose/composeProject';

/** The project that Compose makes of a file, with the file beside it that it would read on top. */
export async function projectOfFile(hostPath: string): Promise<ComposeProject> {
  const hostFolder = dirname(hostPath);
  const candidates = overridesOf(basename(hostPath)).map((name) => join(hostFolder, name));
  const there = await Promise.all(candidates.map(isThere));
  const override = candidates.find((_, index) => there[index]);
  return {
    name: '',
    hostFolder,
    files: [hostPath, ...(override === undefined ? [] : [override])],
    envFiles: [],
    labels: {},
  };
}

function isThere(hostPath: string): Promise<boolean> {
  return access(hostPath).then(
    () => true,
    () => false,
  );
}
