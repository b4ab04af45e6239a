import { PassThrough } from 'node:stream';
import { UserError } from '../base/errors';
import { EngineError } from '../engine/engineError';
import type { ExecProcess } from '../engine/containerEngine';
import { gdbArguments, gdbEnvironment } from '../gdb/gdbArguments';
import type { MiStreams } from '../gdb/miClient';
import type { DebugContainer } from './debugContainer';

/** gdb, running in the container. */
export interface GdbProcess {
  readonly streams: MiStreams;
  /** gdb's own number in the container. */
  readonly processId: number;
  /** What gdb wrote to its standard error, for the case that it ends. */
  readonly errorText: () => string;
  /** Resolves, never rejects, when gdb has ended or the connection to it. */
  readonly ended: Promise<void>;
  /** Ends gdb and what it left behind. */
  kill(): Promise<void>;
}

/** Names its process, then becomes gdb. */
const announce = `command -v "$1" >/dev/null 2>&1 || exit 127
echo "drydock-gdb $$"
exec "$@"`;

/** Where gdb is started, and as whom. */
type GdbPlace = Pick<DebugContainer, 'engine' | 'id' | 'name' | 'user'>;

/** Starts gdb in a container by one exec. */
export async function startGdb(container: GdbPlace, gdbPath: string): Promise<GdbProcess> {
  const process = await container.engine.exec(container.id, {
    argv: ['sh', '-c', announce, 'sh', ...gdbArguments(gdbPath)],
    env: Object.entries(gdbEnvironment).map(([name, value]) => `${name}=${value}`),
    stdin: true,
    processGroup: true,
    ...(container.user && { user: container.user }),
  });
  const stdout = new PassThrough();
  let errorText = '';
  process.stderr.on('data', (chunk: Buffer) => {
    errorText = (errorText + chunk.toString('utf8')).slice(-2000);
  });
  const exit = process.exit.then(
    (code) => ({ code }),
    (error: unknown) => ({ error }),
  );
  const processId = await announcedId(process, stdout);
  if (processId === undefined) {
    throw await noGdb(exit, container, gdbPath);
  }
  return {
    streams: { stdin: process.stdin, stdout },
    processId,
    errorText: () => errorText.trim(),
    ended: exit.then(() => undefined),
    kill: async () => {
      await process.kill('TERM');
      process.dispose();
    },
  };
}

/** Takes the announcement off the output; what follows is gdb's. Undefined when the output ends before. */
function announcedId(process: ExecProcess, rest: PassThrough): Promise<number | undefined> {
  return new Promise((resolve) => {
    let head = Buffer.alloc(0);
    const onData = (chunk: Buffer): void => {
      head = Buffer.concat([head, chunk]);
      const end = head.indexOf('\n');
      if (end < 0) {
        return;
      }
      process.stdout.off('data', onData);
      rest.write(head.subarray(end + 1));
      process.stdout.pipe(rest);
      const id = /^drydock-gdb (\d+)/.exec(head.toString('latin1'))?.[1];
      resolve(id === undefined ? undefined : Number(id));
    };
    process.stdout.on('data', onData);
    process.stdout.once('end', () => resolve(undefined));
    process.stdout.once('error', () => resolve(undefined));
    process.stdout.once('close', () => {
      resolve(undefined);
      rest.end();
    });
  });
}

async function noGdb(
  exit: Promise<{ code: number } | { error: unknown }>,
  { name }: GdbPlace,
  gdbPath: string,
): Promise<unknown> {
  const end = await exit;
  if (
    'error' in end &&
    !(end.error instanceof EngineError && end.error.kind === 'commandNotFound')
  ) {
    return end.error;
  }
  return new UserError(
    gdbPath === 'gdb'
      ? `The container "${name}" has no gdb. Install it in the image (Debian and Ubuntu: "apt-get install gdb"), or set the attribute "miDebuggerPath" to where it is.`
      : `The container "${name}" has no "${gdbPath}". Correct the attribute "miDebuggerPath", or leave it out to use "gdb".`,
  );
}
