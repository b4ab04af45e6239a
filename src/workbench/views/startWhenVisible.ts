import type * as vscode from 'vscode';
import { DisposableStore, toDisposable, type Disposable } from '../../base/disposable';
import type { ResourceStore } from '../../engine/resourceStore';

const aMinute = 60_000;

/**
 * Starts the store when the view is first seen, so that a window whose view is never opened makes no
 * engine call. While the view is seen, renders it anew each minute, for the ages in it.
 */
export function startWhenVisible(
  view: vscode.TreeView<unknown>,
  store: ResourceStore,
  render: () => void,
): Disposable {
  const owner = new DisposableStore();
  let clock: NodeJS.Timeout | undefined;
  const update = (): void => {
    clearInterval(clock);
    clock = view.visible ? setInterval(render, aMinute) : undefined;
    if (view.visible) {
      store.start();
    }
  };
  owner.add(view.onDidChangeVisibility(update));
  owner.add(toDisposable(() => clearInterval(clock)));
  update();
  return owner;
}
