import * as vscode from 'vscode';
import { CancelledError, UserError } from '../../base/errors';
import type { ContainerSummary } from '../../domain/container';
import { containerDescription, sortContainers } from '../../domain/containerList';
import { connectedSnapshot } from '../connectedSnapshot';
import type { ResourceStore } from '../../engine/resourceStore';
import type { ContainersNode } from './containerNodes';
import { stateIcon } from './containerTreeItem';

/** What a container command is given: a row of the tree, a name or an id, or nothing at all. */
export type ContainerArgument = ContainersNode | string | undefined;

/** What a command does, for the picker that it shows when it is not told which container. */
export interface ContainerChoice {
  /** A question, such as `Which container should be stopped?` */
  readonly question: string;
  /** Which containers the command has a use for. */
  readonly accepts: (container: ContainerSummary) => boolean;
  /** Said when there is none of them. */
  readonly none: string;
  /** The id of the one that is most likely meant, which is offered first. */
  readonly preferred?: string;
}

/** The containers that a command is for: the selected rows, else the one named, else those picked. */
export async function chooseContainers(
  store: ResourceStore,
  argument: ContainerArgument,
  selected: readonly ContainersNode[] | undefined,
  choice: ContainerChoice,
): Promise<readonly ContainerSummary[]> {
  if (typeof argument === 'object') {
    const rows = selected && selected.length > 0 ? selected : [argument];
    const containers = new Map(rows.map(({ container }) => [container.id, container]));
    const usable = [...containers.values()].filter(choice.accepts);
    return usable.length > 0 ? usable : [argument.container];
  }
  return pick(store, argument, choice, true);
}

/** The one container that a command is for: the row's, else the one named, else the one picked. */
export async function chooseContainer(
  store: ResourceStore,
  argument: ContainerArgument,
  choice: ContainerChoice,
): Promise<ContainerSummary> {
  if (typeof argument === 'object') {
    return argument.container;
  }
  const [container] = await pick(store, argument, choice, false);
  if (!container) {
    throw new CancelledError();
  }
  return container;
}

async function pick(
  store: ResourceStore,
  named: string | undefined,
  choice: ContainerChoice,
  canPickMany: boolean,
): Promise<readonly ContainerSummary[]> {
  const { containers } = await connectedSnapshot(store);
  if (named !== undefined) {
    const found = containers.find(({ id, name }) => name === named || id.startsWith(named));
    if (!found) {
      throw new UserError(vscode.l10n.t('There is no container "{0}".', named));
    }
    return [found];
  }
  const candidates = sortContainers(containers)
    .filter(choice.accepts)
    .sort((a, b) => Number(b.id === choice.preferred) - Number(a.id === choice.preferred));
  if (candidates.length === 0) {
    throw new UserError(choice.none);
  }
  const items = candidates.map((container) => ({
    label: container.name,
    description: containerDescription(container, Date.now()),
    iconPath: stateIcon(container),
    container,
  }));
  const options = { placeHolder: choice.question, matchOnDescription: true };
  const picked = canPickMany
    ? await vscode.window.showQuickPick(items, { ...options, canPickMany: true })
    : await vscode.window.showQuickPick(items, options);
  if (!picked) {
    throw new CancelledError();
  }
  return [picked].flat().map(({ container }) => container);
}
