import * as vscode from 'vscode';
import { CancelledError, UserError } from '../../base/errors';
import type { ContainerSummary, PublishedPort } from '../../domain/container';
import { portShort, portUrl, publishedPorts } from '../../domain/containerList';
import { engineHost } from '../../domain/engineHost';
import type { ContainerEngine } from '../../engine/containerEngine';
import { commandIds } from '../commandIds';
import type { InspectDocuments } from '../inspectDocuments';
import type { Messages } from '../messages';
import type { DockerCommandLog } from '../outputLog';
import type { RegisterCommand } from '../registerCommand';
import type { ResourceStore } from '../../engine/resourceStore';
import { settings } from '../settings';
import { TextTerminal } from '../terminals/textTerminal';
import { chooseContainer, type ContainerArgument, type ContainerChoice } from './chooseContainers';

import { followLogs } from './followLogs';

/** Registers what only looks at a container: logs, inspect, copy, open port. */
export function registerLookCommands(
  registerCommand: RegisterCommand,
  engine: ContainerEngine,
  store: ResourceStore,
  dockerCommands: DockerCommandLog,
  inspectDocuments: InspectDocuments,
  messages: Messages,
): void {
  registerCommand(commandIds.containerFollowLogs, async (argument?: ContainerArgument) => {
    const container = await chooseContainer(
      store,
      argument,
      anyOf(vscode.l10n.t('Which log should be shown?')),
    );
    const lines = settings.containersLogLines();
    dockerCommands.add(['docker', 'logs', '--follow', '--tail', String(lines), container.name]);
    store.start();
    showLogs(engine, store, container, lines, messages);
  });
  registerCommand(commandIds.containerInspect, async (argument?: ContainerArgument) => {
    const { id, name } = await chooseContainer(
      store,
      argument,
      anyOf(vscode.l10n.t('Which container should be inspected?')),
    );
    dockerCommands.add(['docker', 'inspect', name]);
    await inspectDocuments.show('container', name, () => engine.inspectContainerJson(id));
  });
  registerCommand(commandIds.containerCopyId, async (argument?: ContainerArgument) => {
    const { id } = await chooseContainer(
      store,
      argument,
      anyOf(vscode.l10n.t('Which id should be copied?')),
    );
    await vscode.env.clipboard.writeText(id);
  });
  registerCommand(commandIds.containerCopyName, async (argument?: ContainerArgument) => {
    const { name } = await chooseContainer(
      store,
      argument,
      anyOf(vscode.l10n.t('Which name should be copied?')),
    );
    await vscode.env.clipboard.writeText(name);
  });
  registerCommand(commandIds.containerOpenPort, async (argument?: ContainerArgument) => {
    const port = await choosePort(store, argument);
    const url = portUrl(port, engineHost(engine.endpoint));
    if (url === undefined) {
      throw new UserError(
        vscode.l10n.t('The port {0} is not one that a browser can open.', portShort(port)),
      );
    }
    await vscode.env.openExternal(await vscode.env.asExternalUri(vscode.Uri.parse(url)));
  });
}

function showLogs(
  engine: ContainerEngine,
  store: ResourceStore,
  container: ContainerSummary,
  lines: number,
  messages: Messages,
): void {
  const pty = new TextTerminal();
  const name = vscode.l10n.t('{0} (log)', container.name);
  vscode.window.createTerminal({ name, pty, iconPath: new vscode.ThemeIcon('output') }).show();
  // The command has done its work once the log is shown; what fails later is told when it fails.
  void followLogs(engine, store, container, pty, lines).catch((error: unknown) => {
    pty.end(vscode.l10n.t('The log has ended.'));
    return messages.showFailure(error);
  });
}

async function choosePort(
  store: ResourceStore,
  argument: ContainerArgument,
): Promise<PublishedPort> {
  if (typeof argument === 'object' && argument.kind === 'port') {
    return argument.port;
  }
  const container = await chooseContainer(store, argument, {
    question: vscode.l10n.t("Which container's port should be opened?"),
    accepts: (candidate) => publishedPorts(candidate).length > 0,
    none: vscode.l10n.t('No container has a published port.'),
  });
  const ports = publishedPorts(container).map((port) => ({ label: portShort(port), port }));
  const [only, ...others] = ports;
  if (!only) {
    throw new UserError(
      vscode.l10n.t('The container "{0}" has no published port.', container.name),
    );
  }
  const picked =
    others.length === 0
      ? only
      : await vscode.window.showQuickPick(ports, {
          placeHolder: vscode.l10n.t('Which port of "{0}" should be opened?', container.name),
        });
  if (!picked) {
    throw new CancelledError();
  }
  return picked.port;
}

function anyOf(question: string): ContainerChoice {
  return {
    question,
    accepts: () => true,
    none: vscode.l10n.t('There are no containers.'),
  };
}
