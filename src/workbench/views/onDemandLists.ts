import type * as vscode from 'vscode';
import { DisposableStore, type Disposable } from '../../base/disposable';
import type { OnDemand } from '../../engine/resourceStore';
import type { Engines, ShownEngine } from '../engine/engines';

/**
 * Has the shown engines list networks or volumes while a view of them is seen. A view is seen when it
 * asks for its rows or says so, and is not any more when it says so.
 */
export class OnDemandLists implements Disposable {
  private readonly owner = new DisposableStore();
  private readonly watched = new Map<ShownEngine, Disposable>();
  private isSeen = false;

  constructor(
    private readonly engines: Engines,
    private readonly kind: OnDemand,
  ) {
    this.owner.add(
      engines.onDidChange(() => {
        if (this.isSeen) {
          this.begin();
        }
      }),
    );
  }

  /** The rows of a view that is seen when it asks for them. */
  seenBy<T>(rows: vscode.TreeDataProvider<T>): vscode.TreeDataProvider<T> {
    const { onDidChangeTreeData } = rows;
    return {
      ...(onDidChangeTreeData ? { onDidChangeTreeData } : {}),
      getChildren: (node) => {
        if (node === undefined) {
          this.begin();
        }
        return rows.getChildren(node);
      },
      getTreeItem: (node) => rows.getTreeItem(node),
    };
  }

  /** Follows what a view says of itself. */
  follow(view: vscode.TreeView<unknown>): void {
    this.owner.add(
      view.onDidChangeVisibility(({ visible }) => (visible ? this.begin() : this.end())),
    );
  }

  dispose(): void {
    this.end();
    this.owner.dispose();
  }

  /** The view is seen. */
  private begin(): void {
    this.isSeen = true;
    const { all } = this.engines;
    for (const [engine, watching] of this.watched) {
      if (!all.includes(engine)) {
        watching.dispose();
        this.watched.delete(engine);
      }
    }
    for (const engine of all) {
      if (!this.watched.has(engine)) {
        engine.store.start();
        this.watched.set(engine, engine.store.watch(this.kind));
      }
    }
  }

  private end(): void {
    this.isSeen = false;
    this.watched.forEach((watching) => watching.dispose());
    this.watched.clear();
  }
}
