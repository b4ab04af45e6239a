import type { ResourceStore, Snapshot } from '../../src/engine/resourceStore';

/** Resolves with the first snapshot that is so, be it the present one. */
export function until(
  store: ResourceStore,
  holds: (snapshot: Snapshot) => boolean,
): Promise<Snapshot> {
  return new Promise((resolve) => {
    if (holds(store.snapshot)) {
      resolve(store.snapshot);
      return;
    }
    const listener = store.onDidChange((snapshot) => {
      if (holds(snapshot)) {
        listener.dispose();
        resolve(snapshot);
      }
    });
  });
}
