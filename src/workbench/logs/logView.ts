import * as vscode from 'vscode';
import type { Disposable } from '../../base/disposable';
import type { LogContract, LogRange, LogState } from '../../contracts/logContract';
import { everything, noQuery } from '../../domain/log/logFilter';
import { commandIds } from '../commandIds';
import { anyOf, chooseContainer, type ContainerArgument } from '../containers/chooseContainers';
import type { ContainerPanelServices } from '../panels/registerContainerPanels';
import { WebviewPanels } from '../panels/webviewPanels';
import { settings } from '../settings';
import { LogHost } from './logHost';

/** Registers **Follow Logs**: a container's log in an editor tab of its own. */
export function registerLogView(options: ContainerPanelServices): Disposable {
  const { register, engines, dockerCommands, messages, extensionUri } = options;
  const panels = new WebviewPanels<LogContract>(extensionUri, messages, {
    name: 'log',
    title: ({ container }) => vscode.l10n.t('{0} (log)', container.name),
    readState,
    connect: (view, state) => new LogHost(view, state, { engines, dockerCommands, messages }),
  });
  register(commandIds.containerFollowLogs, async (argument?: ContainerArgument) => {
    const { engine, container } = await chooseContainer(
      engines,
      argument,
      anyOf(vscode.l10n.t('Which log should be shown?')),
    );
    panels.open({
      engine: engine.id,
      container: { id: container.id, name: container.name },
      range: { tail: settings.containersLogLines() },
      filter: everything,
      find: noQuery,
      timestamps: false,
      wrap: false,
    });
  });
  return panels;
}

/** What was kept over a reload: the container and the range; a filter is written anew. */
function readState(kept: unknown): LogState | undefined {
  if (typeof kept !== 'object' || kept === null || !('container' in kept) || !('engine' in kept)) {
    return undefined;
  }
  const { container, engine } = kept;
  if (
    typeof engine !== 'string' ||
    typeof container !== 'object' ||
    container === null ||
    !('id' in container) ||
    !('name' in container) ||
    typeof container.id !== 'string' ||
    typeof container.name !== 'string'
  ) {
    return undefined;
  }
  return {
    engine,
    container: { id: container.id, name: container.name },
    range: readRange('range' in kept ? kept.range : undefined),
    filter: everything,
    find: noQuery,
    timestamps: 'timestamps' in kept && kept.timestamps === true,
    wrap: 'wrap' in kept && kept.wrap === true,
  };
}

function readRange(kept: unknown): LogRange {
  if (typeof kept === 'object' && kept !== null) {
    if ('tail' in kept && typeof kept.tail === 'number') {
      return { tail: kept.tail };
    }
    if ('minutes' in kept && typeof kept.minutes === 'number') {
      return { minutes: kept.minutes };
    }
  }
  return { tail: settings.containersLogLines() };
}
