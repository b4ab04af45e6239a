import * as vscode from 'vscode';
import { CancelledError, UserError } from '../../base/errors';
import type { ContainerSummary } from '../../domain/container';
import { containerDescription, sortContainers } from '../../domain/containerList';
import { connectedSnapshots } from '../connectedSnapshot';
import type { Engines } from '../engine/engines';
import { engineLabel } from '../engine/engineLabel';
import type { ContainersNode, EngineContainer } from './containerNodes';
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

/** The choice of a command that has a use for every container. */
export function anyOf(question: string): ContainerChoice {
  return { question, accepts: () => true, none: vscode.l10n.t('There are no containers.') };
}

/** The containers that a command is for: the selected rows, else the one named, else those picked. */
export async function chooseContainers(
  engines: Engines,
  argument: ContainerArgument,
  selected: readonly ContainersNode[] | undefined,
  choice: ContainerChoice,
): Promise<readonly EngineContainer[]> {
  if (typeof argument === 'object') {
    const rows = selected && selected.length > 0 ? selected : [argument];
    const chosen = new Map(rows.flatMap(containersOf).map((each) => [each.container.id, each]));
    const usable = [...chosen.values()].filter(({ container }) => choice.accepts(container));
    if (usable.length === 0 && argument.kind === 'group') {
      throw new UserError(choice.none);
    }
    // The row may be a moment old, and the engine knows better.
    return usable.length > 0 ? usable : containersOf(argument);
  }
  return pick(engines, argument, choice, true);
}

/** The one container that a command is for: the row's, else the one named, else the one picked. */
export async function chooseContainer(
  engines: Engines,
  argument: ContainerArgument,
  choice: ContainerChoice,
): Promise<EngineContainer> {
  if (typeof argument === 'object' && isOfContainer(argument)) {
    return argument;
  }
  const named = typeof argument === 'string' ? argument : undefined;
  const [picked] = await pick(engines, named, choice, false);
  if (!picked) {
    throw new CancelledError();
  }
  return picked;
}

function isOfContainer(node: ContainersNode): node is ContainersNode & EngineContainer {
  return 'container' in node;
}

/** What a row stands for: a container and what is told of it, or all that stand together. */
function containersOf(node: ContainersNode): readonly EngineContainer[] {
  if (node.kind === 'group') {
    return node.containers.map((container) => ({ engine: node.engine, container }));
  }
  return isOfContainer(node) ? [node] : [];
}

async function pick(
  engines: Engines,
  named: string | undefined,
  choice: ContainerChoice,
  canPickMany: boolean,
): Promise<readonly EngineContainer[]> {
  const all = (await connectedSnapshots(engines)).flatMap(({ engine, snapshot }) =>
    sortContainers(snapshot.containers).map((container) => ({ engine, container })),
  );
  if (named !== undefined) {
    const found = all.find(({ container: { id, name } }) => name === named || id.startsWith(named));
    if (!found) {
      throw new UserError(vscode.l10n.t('There is no container "{0}".', named));
    }
    return [found];
  }
  const isPreferred = ({ container }: EngineContainer): boolean =>
    container.id === choice.preferred;
  const candidates = all
    .filter(({ container }) => choice.accepts(container))
    .sort((a, b) => Number(isPreferred(b)) - Number(isPreferred(a)));
  if (candidates.length === 0) {
    throw new UserError(choice.none);
  }
  const items = candidates.map((candidate) => {
    const { engine, container } = candidate;
    return {
      label: container.name,
      description: containerDescription(container, Date.now()),
      ...(engines.all.length > 1 ? { detail: engineLabel(engine) } : {}),
      iconPath: stateIcon(container),
      candidate,
    };
  });
  const options = { placeHolder: choice.question, matchOnDescription: true };
  const picked = canPickMany
    ? await vscode.window.showQuickPick(items, { ...options, canPickMany: true })
    : await vscode.window.showQuickPick(items, options);
  if (!picked) {
    throw new CancelledError();
  }
  return [picked].flat().map(({ candidate }) => candidate);
}
