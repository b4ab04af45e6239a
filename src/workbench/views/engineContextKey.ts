import type { Disposable } from '../../base/disposable';
import { EngineError } from '../../engine/engineError';
import type { Connection } from '../../engine/resourceStore';
import type { Engines } from '../engine/engines';
import { ContextKey } from './contextKey';

/** Keeps the context key `drydock.engine`, on which the views' welcome texts depend. */
export function keepEngineContextKey({ current: { store } }: Engines): Disposable {
  const key = new ContextKey('drydock.engine');
  const update = (): void => key.set(engineContext(store.snapshot.connection));
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
