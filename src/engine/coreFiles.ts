import { buffer } from 'node:stream/consumers';
import { coreHeadSize, distantNotes, readCoreHead, type CoreHead } from '../domain/coreFile';
import type { DebugEngine } from './containerEngine';

/** A file of a container that may be a core dump. */
export interface CoreFile {
  readonly containerPath: string;
  readonly size: number;
  /** Milliseconds since the epoch; 0 where the container cannot tell. */
  readonly modified: number;
  readonly head: CoreHead;
}

/** Prints size, time and name of each file on a line, and then as much of it as is asked for. */
const headsScript = `
limit=$1; shift
for file do
  [ -f "$file" ] && [ -r "$file" ] || continue
  size=$(wc -c <"$file") || continue
  echo $size $(stat -c %Y "$file" 2>/dev/null || echo 0) "$file"
  head -c "$limit" "$file"
done
exit 0
`;

/** Where core dumps are found: the folders of the program, and where systems put them. */
const searchScript = `
limit=$1; shift
for folder do
  set -- "$@" "$folder"/core "$folder"/core.* "$folder"/*.core "$folder"/core-*
  shift
done
${headsScript.replace('limit=$1; shift', '')}`;

const usualFolders = ['/tmp', '/var/crash', '/var/tmp', '/var/lib/systemd/coredump', '/cores'];

/** Looks at one file; undefined when there is none, or nobody who may read it. */
export async function inspectCoreFile(
  engine: DebugEngine,
  container: string,
  containerPath: string,
  user?: string,
): Promise<CoreFile | undefined> {
  const argv = ['sh', '-c', headsScript, 'sh', String(coreHeadSize), containerPath];
  return (await readHeads(engine, container, argv, user))[0];
}

/** The core dumps in the given folders and in the usual ones, the newest first. */
export async function listCoreFiles(
  engine: DebugEngine,
  container: string,
  folders: readonly string[],
): Promise<readonly CoreFile[]> {
  const all = [...new Set([...folders, ...usualFolders])];
  const argv = ['sh', '-c', searchScript, 'sh', String(coreHeadSize), ...all];
  const files = await readHeads(engine, container, argv);
  const dumps = new Map(
    files
      .filter(({ head }) => head.kind === 'core' || head.kind === 'compressed')
      .map((file) => [file.containerPath, file]),
  );
  return [...dumps.values()].sort((a, b) => b.modified - a.modified);
}

async function readHeads(
  engine: DebugEngine,
  container: string,
  argv: readonly string[],
  user?: string,
): Promise<readonly CoreFile[]> {
  const output = await readOutput(engine, container, argv, user);
  return Promise.all(
    splitHeads(output).map(async ({ containerPath, size, modified, bytes }) => {
      const offset = distantNotes(bytes);
      const part =
        offset === undefined
          ? undefined
          : { offset, bytes: await readPart(engine, container, containerPath, offset, user) };
      return { containerPath, size, modified, head: readCoreHead(bytes, size, part) };
    }),
  );
}

function readPart(
  engine: DebugEngine,
  container: string,
  containerPath: string,
  offset: number,
  user: string | undefined,
): Promise<Buffer> {
  const script = 'tail -c "+$1" "$2" | head -c "$3"';
  const words = [String(offset + 1), containerPath, String(coreHeadSize)];
  return readOutput(engine, container, ['sh', '-c', script, 'sh', ...words], user);
}

async function readOutput(
  engine: DebugEngine,
  container: string,
  argv: readonly string[],
  user: string | undefined,
): Promise<Buffer> {
  const process = await engine.exec(container, { argv, ...(user && { user }) });
  try {
    process.stderr.resume();
    const [output] = await Promise.all([buffer(process.stdout), process.exit]);
    return output;
  } finally {
    process.dispose();
  }
}

interface RawHead extends Omit<CoreFile, 'head'> {
  readonly bytes: Buffer;
}

function splitHeads(output: Buffer): readonly RawHead[] {
  const heads: RawHead[] = [];
  for (let at = 0; at < output.length;) {
    const end = output.indexOf('\n', at);
    const line = output.toString('utf8', at, end < 0 ? output.length : end);
    const [, size, modified, containerPath] = /^(\d+) (\d+) (.*)$/.exec(line) ?? [];
    if (end < 0 || size === undefined || containerPath === undefined) {
      return heads;
    }
    const start = end + 1;
    at = start + Math.min(Number(size), coreHeadSize);
    const bytes = output.subarray(start, at);
    heads.push({ containerPath, size: Number(size), modified: Number(modified) * 1000, bytes });
  }
  return heads;
}
