import { throwIfCancelled } from '../base/errors';
import type { ResourceStore, Snapshot } from '../engine/resourceStore';
import type { Engines, ShownEngine } from './engine/engines';

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

/**
 * The snapshots of all shown engines that can be reached. Throws the error of the engine in use when
 * none can.
 */
export async function connectedSnapshots(
  engines: Pick<Engines, 'all'>,
): Promise<readonly { readonly engine: ShownEngine; readonly snapshot: Snapshot }[]> {
  const results = await Promise.allSettled(
    engines.all.map(async (engine) => ({
      engine,
      snapshot: await connectedSnapshot(engine.store),
    })),
  );
  const reached = results.flatMap((result) =>
    result.status === 'fulfilled' ? [result.value] : [],
  );
  const [first] = results;
  if (reached.length === 0 && first?.status === 'rejected') {
    throw first.reason;
  }
  return reached;
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
