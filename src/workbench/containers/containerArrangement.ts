import * as vscode from 'vscode';
import { DisposableStore, type Disposable } from '../../base/disposable';
import { groupings, rowLabels, type Arrangement } from '../../domain/containerGroups';
import { containerOrders } from '../../domain/containerList';
import { onDidChangeSetting, settings } from '../settings';

const filterKey = 'drydock.containers.filter';

/**
 * How the **Containers** view is laid out: by the user's settings, and by a filter that the workspace
 * remembers.
 */
export class ContainerArrangement implements Disposable {
  private readonly owner = new DisposableStore();
  private readonly changed = this.owner.add(new vscode.EventEmitter<undefined>());

  readonly onDidChange = this.changed.event;

  constructor(private readonly memento: vscode.Memento) {
    this.owner.add(onDidChangeSetting('containers', () => this.changed.fire(undefined)));
    this.showWhetherFiltered();
  }

  get current(): Arrangement {
    return {
      groupBy: oneOf(groupings, settings.containersGroupBy(), 'compose'),
      groupLabel: settings.containersGroupLabel(),
      order: oneOf(containerOrders, settings.containersSortBy(), 'state'),
      rowLabel: oneOf(rowLabels, settings.containersRowLabel(), 'name'),
      filter: this.filter,
    };
  }

  get filter(): string {
    return this.memento.get(filterKey, '');
  }

  set filter(text: string) {
    // The memento has it at once; only writing it to the disk takes time.
    void this.memento.update(filterKey, text === '' ? undefined : text);
    this.showWhetherFiltered();
    this.changed.fire(undefined);
  }

  dispose(): void {
    this.owner.dispose();
  }

  /** For the button that ends the filter. */
  private showWhetherFiltered(): void {
    void vscode.commands.executeCommand(
      'setContext',
      'drydock.containers.filtered',
      this.filter !== '',
    );
  }
}

/** A setting may hold anything. */
function oneOf<T extends string>(known: readonly T[], value: string, fallback: T): T {
  return known.find((each) => each === value) ?? fallback;
}
