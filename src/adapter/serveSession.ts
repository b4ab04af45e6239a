import type { DebugProtocol } from '@vscode/debugprotocol';
import { UserError } from '../base/errors';
import type { Logger } from '../base/logger';
import { capabilities } from './client/capabilities';
import type { DebugEngine } from '../engine/containerEngine';
import type { DapConnection } from './client/dapConnection';
import type { DapHandlers } from './client/dapRequests';
import { createDeferred } from './deferred';
import type { DebugSession } from './session';
import { begin, type OpenEngine } from './start/beginning';

/** Loads what most of a session takes, unless it is loaded. */
export async function loadSession(): Promise<typeof import('./session')> {
  return import('./session');
}

/**
 * Serves a client; resolves when the session is over and nothing of it is left. Most of the adapter is
 * loaded while the engine starts gdb, which takes longer. The usual engine is found while the client says
 * what it wants.
 */
export async function serveSession(
  connection: DapConnection,
  openEngine: OpenEngine,
  log: Logger,
  usual: DebugEngine = openEngine(undefined),
): Promise<void> {
  const unused = new Set([usual]);
  // Whoever asks it for something hears of it.
  usual.locate().catch(() => undefined);
  const open: OpenEngine = (endpoint) => {
    return endpoint === undefined && unused.delete(usual) ? usual : openEngine(endpoint);
  };
  const closed = new Promise<void>((resolve) => {
    connection.onClose(resolve);
  });
  let client: Partial<DebugProtocol.InitializeRequestArguments> = {};
  let session: Promise<DebugSession> | undefined;
  /** The engine has been asked for all that the session begins with, or nobody waits for that. */
  const asked = createDeferred<true>();
  const load = async (): Promise<DebugSession> => {
    const { DebugSession } = await loadSession();
    const loaded = new DebugSession(connection, open, client, log);
    Object.assign(handlers, loaded.handlers());
    return loaded;
  };
  const start = async (args: unknown, request: 'launch' | 'attach'): Promise<undefined> => {
    if (session) {
      return (await session).start(args, request);
    }
    const beginning = begin(args, request, open, client, () => asked.resolve(true));
    // The session tells the client why it failed.
    beginning.catch(() => undefined);
    session = asked.promise.then(load);
    return (await session).start(args, request, beginning);
  };
  const handlers: Partial<DapHandlers> = {
    initialize: (args) => {
      if (args.linesStartAt1 === false || args.pathFormat === 'uri') {
        throw new UserError('Drydock counts lines from 1 and takes paths, not URIs.');
      }
      client = args;
      return Promise.resolve(capabilities);
    },
    launch: (args) => start(args, 'launch'),
    attach: (args) => start(args, 'attach'),
  };
  connection.listen(handlers, async () => {
    asked.resolve(true);
    session ??= load();
    await session;
  });
  await closed;
  asked.resolve(true);
  await (await session)?.close();
  unused.forEach((engine) => engine.dispose());
}
