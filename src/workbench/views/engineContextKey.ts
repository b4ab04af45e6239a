import * as vscode from 'vscode';
import type { Disposable } from '../../base/disposable';
import { EngineError } from '../../engine/engineError';
import type { Connection } from '../../engine/resourceStore';
import type { Engines } from '../engine/engines';

/** Keeps the context key `drydock.engine`, on which the views' welcome texts depend. */
export function keepEngineContextKey({ current: { store } }: Engines): Disposable {
  let shown: string | undefined;
  const update = (): void => {
    const value = engineContext(store.snapshot.connection);
    if (value !== shown) {
      shown = value;
      // Setting a context key has no answer worth waiting for.
      void vscode.commands.executeCommand('setContext', 'drydock.engine', value);
    }
  };
  update();
  return store.onDidChange(update);
}

function engineContext(connection: Connection): string {
  if (connection.state !== 'disconnected') {
    return connection.state;
  }
  const kind = connection.error instanceof EngineError ? connection.error.kind : 'failed';
  switch (kind) {
    case 'noSocket':
    case 'refused':
    case 'permissionDenied':
    case 'timeout':
    case 'tls':
    case 'apiTooOld':
      return kind;
    default:
      return 'failed';
  }
}
