import { UserError } from '../../base/errors';
import type { CoreHead } from '../../domain/coreFile';
import { freezeOthersRequest } from '../../domain/launchConfiguration';
import { inspectCoreFile } from '../../engine/coreFiles';
import { openCore, type OpenedCore } from '../../gdb/coreCommands';
import { GdbError } from '../../gdb/gdbError';
import { loadProgram } from '../../gdb/programCommands';
import type { SessionHandlers } from '../client/dapRequests';
import { inContainer, mountedFolders, type DebugContainer } from './debugContainer';
import type { LiveSession } from '../liveSession';
import type { SessionStart } from './sessionStart';

/** What a core dump cannot do: everything that needs a process. */
const needProcess: readonly string[] = [
  ...['continue', 'pause', 'next', 'stepIn', 'stepOut', 'stepBack', 'reverseContinue', 'goto'],
  freezeOthersRequest,
  ...['restart', 'restartFrame', 'terminateThreads', 'setVariable', 'setExpression', 'writeMemory'],
];

/** The session of a core dump: its state is shown, and nothing runs. */
export function coreStart(corePath: string): SessionStart {
  let opened: OpenedCore | undefined;
  return {
    prepare: async (live) => {
      opened = await open(live, corePath);
    },
    go: async ({ reporter, specialStops }) => {
      const { threadId = 1, signal, meaning = '' } = opened ?? {};
      const cause =
        signal === undefined
          ? undefined
          : await specialStops.explainSignal({ threadId, signal, meaning });
      reporter.stopped({
        reason: 'exception',
        description: signal === undefined ? 'Core dump' : `Ended by ${signal}`,
        text: cause?.text ?? 'The program as it was.',
        threadId,
        allThreadsStopped: true,
      });
    },
  };
}

/** The handlers of a session, of which those that need a process say that there is none. */
export function refuseForCore(handlers: SessionHandlers, isCore: () => boolean): SessionHandlers {
  const guarded = Object.entries(handlers).map(([command, handler]) => {
    const guard = (args: never, cancelled: () => AbortSignal): Promise<unknown> => {
      if (isCore()) {
        throw new UserError(
          'This is a core dump: it cannot run, and nothing in it can be changed.',
        );
      }
      return handler(args, cancelled);
    };
    return [command, needProcess.includes(command) ? guard : handler];
  });
  return Object.fromEntries(guarded) as SessionHandlers;
}

async function open({ backend, note }: LiveSession, given: string): Promise<OpenedCore> {
  const { client, container, program } = backend;
  const corePath = inContainer('coreDumpPath', given, container);
  const head = await checkCore(corePath, container);
  const named = head.kind === 'core' ? head.program : undefined;
  if (program === '' && named === undefined) {
    note(
      `The core dump "${corePath}" does not say which program it is of. Set the attribute "program" to see names and lines.`,
    );
  } else if (program === '' && named !== undefined) {
    await loadProgram(client, named).catch((error: unknown) => {
      if (!(error instanceof GdbError)) {
        throw error;
      }
      note(
        `The program "${named}", of which the core dump is, is not in the container "${container.name}". Set the attribute "program" to where it is to see names and lines.`,
      );
    });
  }
  const opened = await openCore(client, corePath).catch((error: unknown) => {
    throw error instanceof GdbError ? refusal(error, corePath, head, container) : error;
  });
  if (opened.mismatch) {
    note(
      `The core dump "${corePath}" does not fit the program "${program || named}": it is of another program, or of another build of it. What is shown may be wrong.`,
    );
  }
  if (head.kind === 'core' && head.truncated) {
    note(
      `The core dump "${corePath}" was cut off while it was written, so that parts of the memory are missing. ${roomForDumps}`,
    );
  }
  return opened;
}

/** Says what is wrong with a file before gdb says less clearly that something is. */
async function checkCore(corePath: string, container: DebugContainer): Promise<CoreHead> {
  const { engine, id, name, user } = container;
  const file = await inspectCoreFile(engine, id, corePath, user);
  const head = file?.head ?? { kind: 'other' };
  if (!file) {
    throw new UserError(
      `There is no core dump "${corePath}" in the container "${name}" that the user who debugs may read. Correct the attribute "coreDumpPath": a path in the container, or a host path below ${mountedFolders(container)}.`,
    );
  }
  switch (head.kind) {
    case 'core':
      return head;
    case 'compressed':
      throw new UserError(
        `The core dump "${corePath}" is compressed with ${head.format}, which gdb cannot read. Unpack it first (${unpack[head.format]} "${corePath}"), and name the unpacked file in "coreDumpPath".`,
      );
    case 'empty':
      throw new UserError(
        `The file "${corePath}" is empty: the core dump could not be written. ${roomForDumps}`,
      );
    case 'other':
      throw new UserError(
        `The file "${corePath}" is no core dump. Correct the attribute "coreDumpPath".`,
      );
  }
}

const unpack = { zstd: 'zstd -d', lz4: 'lz4 -d', xz: 'xz -dk', gzip: 'gzip -dk' } as const;

const roomForDumps = 'See that the disk has room, and that "ulimit -c" is "unlimited".';

function refusal(
  error: GdbError,
  corePath: string,
  head: CoreHead,
  { name }: DebugContainer,
): UserError {
  const message =
    head.kind === 'core' && head.truncated
      ? `The core dump "${corePath}" was cut off while it was written, and gdb cannot read what there is of it. ${roomForDumps}`
      : `gdb cannot read the core dump "${corePath}" in the container "${name}": ${error.message}`;
  return new UserError(message, [], { cause: error });
}
