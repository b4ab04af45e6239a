import * as vscode from 'vscode';
import { CancelledError, UserError } from '../base/errors';
import { connectedSnapshots } from './connectedSnapshot';
import type { Engines, ShownEngine } from './engine/engines';
import { engineLabel } from './engine/engineLabel';

/** A thing of an engine, as a picker offers it. */
export interface OfferedThing<T> {
  readonly engine: ShownEngine;
  readonly thing: T;
  readonly label: string;
  readonly description: string;
  readonly icon: string;
}

/** What a picker of things offers, and what it says. */
export interface ThingChoice<T> {
  readonly offer: (engine: ShownEngine) => Promise<readonly OfferedThing<T>[]>;
  /** A question, such as `Which volume should be removed?` */
  readonly question: string;
  /** Said when there is none. */
  readonly none: string;
}

/** Lets the user pick one thing of the shown engines. */
export async function pickThing<T>(
  engines: Engines,
  choice: ThingChoice<T>,
): Promise<OfferedThing<T>> {
  const picked = await vscode.window.showQuickPick(await itemsOf(engines, choice), {
    placeHolder: choice.question,
    matchOnDescription: true,
  });
  if (!picked) {
    throw new CancelledError();
  }
  return picked.offered;
}

/** Lets the user pick several things of the shown engines. */
export async function pickThings<T>(
  engines: Engines,
  choice: ThingChoice<T>,
): Promise<readonly OfferedThing<T>[]> {
  const picked = await vscode.window.showQuickPick(await itemsOf(engines, choice), {
    placeHolder: choice.question,
    matchOnDescription: true,
    canPickMany: true,
  });
  if (!picked || picked.length === 0) {
    throw new CancelledError();
  }
  return picked.map(({ offered }) => offered);
}

interface ThingItem<T> extends vscode.QuickPickItem {
  readonly offered: OfferedThing<T>;
}

async function itemsOf<T>(engines: Engines, choice: ThingChoice<T>): Promise<ThingItem<T>[]> {
  const reached = await connectedSnapshots(engines);
  const all = await Promise.all(reached.map(({ engine }) => choice.offer(engine)));
  const items = all.flat().map((offered): ThingItem<T> => {
    const { engine, label, description, icon } = offered;
    return {
      label,
      description,
      ...(engines.all.length > 1 ? { detail: engineLabel(engine) } : {}),
      iconPath: new vscode.ThemeIcon(icon),
      offered,
    };
  });
  if (items.length === 0) {
    throw new UserError(choice.none);
  }
  return items;
}
