import { throwIfCancelled } from '../base/errors';
import type { ResourceStore, Snapshot } from '../engine/resourceStore';

/**
 * The store's snapshot once it is known whether there is an engine, for a command that needs one.
 * Starts the store. Throws the engine's error when there is none.
 */
export async function connectedSnapshot(
  store: ResourceStore,
  signal?: AbortSignal,
): Promise<Snapshot> {
  store.start();
  if (store.snapshot.connection.state === 'disconnected') {
    await store.refresh();
  }
  const { snapshot } = store;
  const settled = snapshot.connection.state === 'connecting' ? await settling(store) : snapshot;
  throwIfCancelled(signal);
  if (settled.connection.state === 'disconnected') {
    throw settled.connection.error;
  }
  return settled;
}

function settling(store: ResourceStore): Promise<Snapshot> {
  return new Promise((resolve) => {
    const listener = store.onDidChange((snapshot) => {
      if (snapshot.connection.state !== 'connecting') {
        listener.dispose();
        resolve(snapshot);
      }
    });
  });
}
