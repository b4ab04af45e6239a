import { parseFileApiReply } from '../domain/cmakeFileApi';
import type { CMakeTarget } from '../domain/cmakeTarget';
import type { ContainerEngine } from '../engine/containerEngine';
import { runInContainer } from '../engine/runInContainer';

/**
 * Reads the targets that CMake's file API described, with one exec and not through the host's file
 * system, since the build folder may lie in a volume. Undefined when CMake has not answered yet.
 */
export async function readTargets(
  engine: ContainerEngine,
  container: string,
  buildContainerPath: string,
  configuration: string,
  signal?: AbortSignal,
): Promise<readonly CMakeTarget[] | undefined> {
  const { stdout } = await runInContainer(
    engine,
    container,
    { argv: ['sh', '-c', script, 'sh', `${buildContainerPath}/.cmake/api/v1/reply`] },
    signal,
  );
  return parseFileApiReply(splitReplies(stdout), configuration);
}

/** Each file after a line of its own that begins with the record separator, which JSON cannot hold. */
const script = String.raw`
cd "$1" 2>/dev/null || exit 0
for file in index-*.json codemodel-*.json target-*.json; do
  if [ -f "$file" ]; then printf '\036%s\n' "$file"; cat "$file"; printf '\n'; fi
done
`;

function splitReplies(text: string): ReadonlyMap<string, string> {
  const replies = new Map<string, string>();
  for (const part of text.split('\u001e').slice(1)) {
    const end = part.indexOf('\n');
    replies.set(part.slice(0, end), part.slice(end + 1));
  }
  return replies;
}
