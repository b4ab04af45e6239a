import type { MiClient } from './miClient';

/** The sources that the program's debug information names, by their absolute paths; each once. */
export async function listSources(client: MiClient): Promise<readonly string[]> {
  const body = await client.command('-file-list-exec-source-files');
  const paths = body
    .tuples('files')
    .map((file) => file.text('fullname') ?? file.text('file') ?? '')
    .filter((path) => path !== '');
  return [...new Set(paths)];
}
