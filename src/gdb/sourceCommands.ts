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

/** The lines of a source that have code, in order; none when the program does not have the source. */
export async function listCodeLines(client: MiClient, path: string): Promise<readonly number[]> {
  // The refusal only says that the source is not known.
  const body = await client.command('-symbol-list-lines', path).catch(() => undefined);
  const lines = body?.tuples('lines').map((each) => each.number('line') ?? 0) ?? [];
  // Line 0 marks the end of a sequence.
  return [...new Set(lines)].filter((line) => line > 0).sort((a, b) => a - b);
}
