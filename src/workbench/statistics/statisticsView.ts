import * as vscode from 'vscode';
import type { Disposable } from '../../base/disposable';
import type {
  MeasuredContainer,
  StatisticsContract,
  StatisticsState,
} from '../../contracts/statisticsContract';
import { commandIds } from '../commandIds';
import { chooseContainers, type ContainerArgument } from '../containers/chooseContainers';
import type { ContainersNode } from '../containers/containerNodes';
import type { ContainerPanelServices } from '../panels/registerContainerPanels';
import { WebviewPanels } from '../panels/webviewPanels';
import { StatisticsHost } from './statisticsHost';

/** Registers **Show Statistics**: what one or several containers use, as charts. */
export function registerStatisticsView(options: ContainerPanelServices): Disposable {
  const { register, engines, dockerCommands, messages, extensionUri } = options;
  const panels = new WebviewPanels<StatisticsContract>(extensionUri, messages, {
    name: 'statistics',
    title: ({ containers: [first, ...others] }) =>
      others.length > 0
        ? vscode.l10n.t('{0} and {1} more (statistics)', first?.name ?? '', others.length)
        : vscode.l10n.t('{0} (statistics)', first?.name ?? ''),
    readState,
    connect: (view, state) => new StatisticsHost(view, state, engines),
  });
  register(
    commandIds.containerShowStatistics,
    async (argument?: ContainerArgument, selected?: readonly ContainersNode[]) => {
      const chosen = await chooseContainers(engines, argument, selected, {
        question: vscode.l10n.t('Which containers should be measured?'),
        accepts: ({ state }) => state === 'running' || state === 'paused',
        none: vscode.l10n.t('No container runs.'),
      });
      for (const { engine, container } of chosen) {
        dockerCommands.add(engine.docker('stats', container.name));
      }
      if (chosen.length > 0) {
        panels.open({
          containers: chosen.map(({ engine, container: { id, name } }) => {
            return { engine: engine.id, id, name };
          }),
        });
      }
    },
  );
  return panels;
}

function readState(kept: unknown): StatisticsState | undefined {
  const list =
    typeof kept === 'object' && kept !== null && 'containers' in kept ? kept.containers : [];
  const containers = Array.isArray(list) ? list.filter(isMeasured) : [];
  return containers.length > 0 ? { containers } : undefined;
}

function isMeasured(kept: unknown): kept is MeasuredContainer {
  return (
    typeof kept === 'object' &&
    kept !== null &&
    ['engine', 'id', 'name'].every(
      (key) => typeof Object.getOwnPropertyDescriptor(kept, key)?.value === 'string',
    )
  );
}
