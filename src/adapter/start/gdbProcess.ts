import type { Readable } from 'node:stream';
import { UserError } from '../../base/errors';
import { Emitter, type Event } from '../../base/event';
import { EngineError } from '../../engine/engineError';
import { gdbArguments, gdbStartEnvironment } from '../../gdb/gdbArguments';
import type { MiStreams } from '../../gdb/miClient';
import type { DebugContainer } from './debugContainer';
import type { DebugPlan } from '../plan/debugPlan';
import { explainEnd } from './explainEnd';

/** How gdb ended: with an exit code, or the connection to it with an error. */
type GdbEnd = { readonly code: number } | { readonly error: unknown };

/** gdb, running in the container. */
export interface GdbProcess {
  readonly streams: MiStreams;
  /** gdb's own number in the container. */
  readonly processId: number;
  /** What gdb wrote to its standard error, for the case that it ends. */
  readonly errorText: () => string;
  /** gdb's standard error, by a path that the program can write to as well; absent when it cannot. */
  readonly errorPath?: string;
  /** Everything that comes on gdb's standard error. */
  readonly onErrorText: Event<string>;
  /** Resolves, never rejects, when gdb has ended or the connection to it. */
  readonly ended: Promise<GdbEnd>;
  /** Ends gdb and what it left behind. */
  kill(): Promise<void>;
}

/** Names its process, and says whether another one can open its standard error; then becomes gdb. */
const announce = `command -v "$1" >/dev/null 2>&1 || exit 127
if ( : 2>"/proc/$$/fd/2" ) 2>/dev/null; then stderr=stderr; fi
echo "drydock-gdb $$ $stderr"
exec "$@"`;

/** The exit code of {@link announce}, and of a shell, for a command that is not there. */
const commandMissing = 127;

/** Where gdb is started, and as whom. */
export type GdbPlace = Pick<DebugContainer, 'engine' | 'id' | 'name' | 'user'>;

/** Starts gdb in a container by one exec. `onAsked` is called when the engine has been asked to. */
export async function startGdb(
  container: GdbPlace,
  { gdbPath, debuginfod, gdbOptions }: Pick<DebugPlan, 'gdbPath' | 'debuginfod' | 'gdbOptions'>,
  onAsked?: () => void,
): Promise<GdbProcess> {
  const process = await container.engine.exec(container.id, {
    argv: ['sh', '-c', announce, 'sh', ...gdbArguments(gdbPath, debuginfod, gdbOptions)],
    env: Object.entries(gdbStartEnvironment(debuginfod)).map(([name, value]) => `${name}=${value}`),
    stdin: true,
    processGroup: true,
    ...(container.user && { user: container.user }),
  });
  onAsked?.();
  const errors = new Emitter<string>();
  let errorText = '';
  process.stderr.setEncoding('utf8').on('data', (text: string) => {
    errorText = (errorText + text).slice(-2000);
    errors.fire(text);
  });
  const exit: Promise<GdbEnd> = process.exit.then(
    (code) => ({ code }),
    (error: unknown) => ({ error }),
  );
  const announced = await announcement(process.stdout);
  if (announced === undefined) {
    throw await noGdb(exit, container, gdbPath);
  }
  return {
    streams: { stdin: process.stdin, stdout: process.stdout },
    processId: announced.processId,
    ...(announced.opensErrors && { errorPath: `/proc/${announced.processId}/fd/2` }),
    onErrorText: errors.event,
    errorText: () => errorText.trim(),
    ended: exit,
    kill: async () => {
      // It has had its chance to end: what hangs does not hear a gentler signal either.
      await process.kill('KILL');
      process.dispose();
    },
  };
}

/** What gdb's process says of itself before it becomes gdb. */
interface Announcement {
  readonly processId: number;
  readonly opensErrors: boolean;
}

/** Takes the announcement off the output; what follows is gdb's. Undefined when the output ends before. */
function announcement(output: Readable): Promise<Announcement | undefined> {
  return new Promise((resolve) => {
    let head = Buffer.alloc(0);
    const settle = (announced: Announcement | undefined): void => {
      output.off('readable', onReadable);
      for (const end of ends) {
        output.off(end, onEnd);
      }
      resolve(announced);
    };
    const onEnd = (): void => settle(undefined);
    const onReadable = (): void => {
      for (let chunk = read(output); chunk; chunk = read(output)) {
        head = Buffer.concat([head, chunk]);
      }
      const end = head.indexOf('\n');
      if (end >= 0) {
        const match = /^drydock-gdb (\d+) (stderr)?/.exec(head.toString('latin1', 0, end));
        output.unshift(head.subarray(end + 1));
        settle(
          match ? { processId: Number(match[1]), opensErrors: match[2] !== undefined } : undefined,
        );
      }
    };
    output.on('readable', onReadable);
    for (const end of ends) {
      output.once(end, onEnd);
    }
  });
}

const ends = ['end', 'error', 'close'] as const;

function read(output: Readable): Buffer | undefined {
  const chunk: unknown = output.read();
  return Buffer.isBuffer(chunk) ? chunk : undefined;
}

async function noGdb(
  ended: Promise<GdbEnd>,
  container: GdbPlace,
  gdbPath: string,
): Promise<unknown> {
  const end = await ended;
  if ('code' in end && end.code !== commandMissing) {
    return new UserError(`gdb could not be started. ${await explainEnd({ ended }, container)}`);
  }
  if (
    'error' in end &&
    !(end.error instanceof EngineError && end.error.kind === 'commandNotFound')
  ) {
    return end.error;
  }
  const { name } = container;
  return new UserError(
    gdbPath === 'gdb'
      ? `The container "${name}" has no gdb. Install it in the image (Debian and Ubuntu: "apt-get install gdb"), or set the attribute "miDebuggerPath" to where it is.`
      : `The container "${name}" has no "${gdbPath}". Correct the attribute "miDebuggerPath", or leave it out to use "gdb".`,
  );
}
