import type * as vscode from 'vscode';
import type { Disposable } from '../../base/disposable';
import { Emitter, type Event } from '../../base/event';

/** What a person sees of a row. */
type Look = Pick<
  vscode.TreeItem,
  | 'id'
  | 'label'
  | 'description'
  | 'tooltip'
  | 'iconPath'
  | 'contextValue'
  | 'collapsibleState'
  | 'resourceUri'
  | 'command'
  | 'accessibilityInformation'
>;

/** What a tree view shows, made anew each time that it is asked for. */
export interface FreshRows<T, L> {
  /** The rows below a row, or those that stand below nothing. */
  readonly below: (node?: T) => readonly T[];
  /** How a row looks; its item's id is the row's. */
  readonly look: (node: T) => L;
}

/** Where rows stand: below a row, or below nothing. */
interface Place<T, L> {
  rows: readonly Row<T, L>[];
  /** Whether VS Code has these rows, so that it must be told when they change. */
  isAsked: boolean;
  /** The change since which they are as they are. */
  since?: number;
}

interface Row<T, L> extends Place<T, L> {
  readonly id: string;
  readonly node: T;
  place: Place<T, L>;
  item: L;
  looks: string;
}

/** VS Code compares each row that it is told of with each other one. */
const mostTold = 100;

/**
 * The rows of a tree view, for its data provider: one object for each row as long as the row is there,
 * whose content is put in place, and VS Code is told of those rows only that look different.
 *
 * VS Code forgets all rows below one that it is told of until it has asked for them again, and a
 * command of a row's menu that comes meanwhile arrives without its row.
 */
export class LastingRows<T extends object, L extends Look = vscode.TreeItem> implements Disposable {
  private readonly root: Place<T, L> = { rows: [], isAsked: false };
  private readonly byId = new Map<string, Row<T, L>>();
  private readonly byNode = new WeakMap<T, Row<T, L>>();
  /** Those that stand nowhere now; a row that only moves comes back before the next change. */
  private readonly gone = new Set<Row<T, L>>();
  private readonly changed = new Emitter<T[] | undefined>();
  private changes = 0;

  readonly onDidChangeTreeData: Event<T[] | undefined> = this.changed.event;

  constructor(private readonly fresh: FreshRows<T, L>) {}

  getChildren(node?: T): T[] {
    const place = node ? this.rowOf(node) : this.root;
    if (!place) {
      return [...this.fresh.below(node)];
    }
    if (place.since !== this.changes) {
      this.renew(place, node);
    }
    place.isAsked = true;
    return place.rows.map((row) => row.node);
  }

  /** VS Code may still have the object of a row that went and came back. */
  private rowOf(node: T): Row<T, L> | undefined {
    return this.byNode.get(node) ?? this.byId.get(this.fresh.look(node).id ?? '');
  }

  getTreeItem(node: T): L {
    return this.byNode.get(node)?.item ?? this.fresh.look(node);
  }

  /** Something may have changed: looks at what VS Code has, and tells it what is out of date. */
  refresh(): void {
    this.changes += 1;
    const told: T[] = [];
    if (this.isOutOfDate(this.root, undefined, told)) {
      this.changed.fire(undefined);
    } else if (told.length > 0) {
      this.changed.fire(told);
    }
    this.gone.forEach((row) => this.forget(row));
    this.gone.clear();
  }

  dispose(): void {
    this.changed.dispose();
  }

  /** Whether the rows of a place must be asked for anew; else those that look different are told. */
  private isOutOfDate(place: Place<T, L>, node: T | undefined, told: T[]): boolean {
    if (!place.isAsked) {
      return false;
    }
    const before = place.rows;
    const changed = this.renew(place, node);
    const areSame =
      before.length === place.rows.length &&
      before.every((row, index) => row === place.rows[index]);
    if (!areSame || changed.size > mostTold) {
      return true;
    }
    for (const row of place.rows) {
      // Told also below a row that is told of: VS Code may take one that is just opened for closed,
      // and then asks for its rows no more. It passes over those that it has forgotten.
      if (this.isOutOfDate(row, row.node, told) || changed.has(row)) {
        told.push(row.node);
      }
    }
    return false;
  }

  /** Puts what stands in a place now there. Returns the rows that look different. */
  private renew(place: Place<T, L>, node: T | undefined): ReadonlySet<Row<T, L>> {
    const changed = new Set<Row<T, L>>();
    const before = place.rows;
    place.since = this.changes;
    place.rows = this.fresh.below(node).map((one) => this.keep(one, place, changed));
    const now = new Set(place.rows);
    for (const row of before) {
      if (!now.has(row) && row.place === place) {
        this.gone.add(row);
      }
    }
    return changed;
  }

  private keep(fresh: T, place: Place<T, L>, changed: Set<Row<T, L>>): Row<T, L> {
    const item = this.fresh.look(fresh);
    const { id } = item;
    if (id === undefined) {
      throw new Error(`A row of a tree view has no id: ${looksOf(item)}.`);
    }
    const known = this.byId.get(id);
    if (!known) {
      const looks = looksOf(item);
      const row: Row<T, L> = { id, node: fresh, place, item, looks, rows: [], isAsked: false };
      this.byId.set(id, row);
      this.byNode.set(fresh, row);
      return row;
    }
    become(known.node, fresh);
    known.place = place;
    this.gone.delete(known);
    const looks = looksOf(item);
    if (looks !== known.looks) {
      // Its command takes the row itself.
      known.item = this.fresh.look(known.node);
      known.looks = looks;
      changed.add(known);
    }
    return known;
  }

  private forget(row: Row<T, L>): void {
    this.byId.delete(row.id);
    this.byNode.delete(row.node);
    row.rows.filter(({ place }) => place === row).forEach((below) => this.forget(below));
  }
}

/** Gives an object the content of another one. */
function become<T extends object>(kept: T, fresh: T): void {
  for (const key of Object.keys(kept)) {
    if (!(key in fresh)) {
      Reflect.deleteProperty(kept, key);
    }
  }
  Object.assign(kept, fresh);
}

/** It as text, for comparing. */
function looksOf(item: Look): string {
  const { label, description, tooltip, iconPath, contextValue, collapsibleState } = item;
  return JSON.stringify([
    label,
    description,
    typeof tooltip === 'object' ? tooltip.value : tooltip,
    iconPath,
    contextValue,
    collapsibleState,
    item.resourceUri,
    item.command?.command,
    item.accessibilityInformation?.label,
  ]);
}
