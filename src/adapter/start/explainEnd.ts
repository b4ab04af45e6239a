import { setTimeout as delay } from 'node:timers/promises';
import { errorMessage } from '../../base/errors';
import { EngineError } from '../../engine/engineError';
import type { DebugContainer } from './debugContainer';
import type { GdbProcess } from './gdbProcess';

/** An exit code beyond this stands for a signal. */
const signalBase = 128;

const signals: ReadonlyMap<number, string> = new Map([
  [4, 'SIGILL'],
  [6, 'SIGABRT'],
  [7, 'SIGBUS'],
  [8, 'SIGFPE'],
  [9, 'SIGKILL'],
  [11, 'SIGSEGV'],
  [15, 'SIGTERM'],
]);

/** The engine knows that a container has ended only a moment after its processes have. */
const containerEndWait = 500;
const containerEndPause = 50;

type ContainerOfGdb = Pick<DebugContainer, 'engine' | 'id' | 'name'>;

/** Why gdb is gone, with what it said of itself unless that has been shown. Never rejects. */
export async function explainLoss(
  backend: { readonly gdb: GdbProcess; readonly container: ContainerOfGdb } | undefined,
  wasShown: boolean,
): Promise<string> {
  if (!backend) {
    return 'gdb has ended.';
  }
  const reason = await explainEnd(backend.gdb, backend.container);
  const said = wasShown ? '' : backend.gdb.errorText();
  return said === '' ? reason : `${reason} gdb said: ${said}`;
}

/**
 * Says in a sentence why gdb is gone although nobody ended it: itself, the container around it, or
 * the connection to the engine. Never rejects.
 */
export async function explainEnd(
  gdb: Pick<GdbProcess, 'ended'>,
  container: ContainerOfGdb,
  what = 'gdb',
): Promise<string> {
  const end = await gdb.ended;
  if ('error' in end) {
    return `The connection to ${what} was lost. ${errorMessage(end.error)}`;
  }
  const signal = signals.get(end.code - signalBase);
  // Whatever ends a container kills what runs in it.
  const patience = signal === 'SIGKILL' ? containerEndWait : 0;
  return (await explainContainer(container, patience)) ?? explainExit(what, end.code, signal);
}

function explainExit(what: string, code: number, signal: string | undefined): string {
  switch (signal) {
    case undefined:
      return code === 0
        ? `${capital(what)} has quit, or the connection to it was cut.`
        : `${capital(what)} has ended with the code ${code}.`;
    case 'SIGKILL':
    case 'SIGTERM':
      return `${capital(what)} was killed from outside (${signal}).`;
    default:
      return `${capital(what)} has crashed (${signal}).`;
  }
}

/** gdb is written small everywhere. */
function capital(what: string): string {
  return what === 'gdb' ? what : what.charAt(0).toUpperCase() + what.slice(1);
}

/** What has become of the container; undefined when it runs. */
async function explainContainer(
  { engine, id, name }: ContainerOfGdb,
  patience: number,
): Promise<string | undefined> {
  try {
    for (let waited = 0; ; waited += containerEndPause) {
      const { state } = await engine.inspectContainer(id);
      if (state !== 'running') {
        return state === 'paused'
          ? `The container "${name}" is paused.`
          : `The container "${name}" has stopped.`;
      }
      if (waited >= patience) {
        return undefined;
      }
      await delay(containerEndPause);
    }
  } catch (error) {
    return error instanceof EngineError && error.kind === 'notFound'
      ? `The container "${name}" was removed.`
      : errorMessage(error);
  }
}
