import type * as vscode from 'vscode';
import { DisposableStore, toDisposable, type Disposable } from '../../base/disposable';

const aMinute = 60_000;

/** While the view is seen, renders it anew each minute, for the ages in it. */
export function renderEachMinute(view: vscode.TreeView<unknown>, render: () => void): Disposable {
  const owner = new DisposableStore();
  let clock: NodeJS.Timeout | undefined;
  const update = (): void => {
    clearInterval(clock);
    clock = view.visible ? setInterval(render, aMinute) : undefined;
  };
  owner.add(view.onDidChangeVisibility(update));
  owner.add(toDisposable(() => clearInterval(clock)));
  update();
  return owner;
}
