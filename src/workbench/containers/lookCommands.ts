import * as vscode from 'vscode';
import { CancelledError, UserError } from '../../base/errors';
import type { PublishedPort } from '../../domain/container';
import { portShort, portUrl, publishedPorts } from '../../domain/containerList';
import { engineHost } from '../../domain/engineHost';
import { formatDockerRun } from '../../domain/formatDockerRun';
import { containerSpecOf } from '../../engine/containerSpecOf';
import { commandIds } from '../commandIds';
import type { Engines, ShownEngine } from '../engine/engines';
import type { InspectDocuments } from '../inspectDocuments';
import type { Messages } from '../messages';
import type { DockerCommandLog } from '../outputLog';
import type { RegisterCommand } from '../registerCommand';
import { settings } from '../settings';
import { anyOf, chooseContainer, type ContainerArgument } from './chooseContainers';
import { chooseAddress } from './chooseAddress';
import { openLogTerminal } from './logTerminal';

/** Registers what only looks at a container: logs, inspect, copy, open port. */
export function registerLookCommands(
  registerCommand: RegisterCommand,
  engines: Engines,
  dockerCommands: DockerCommandLog,
  inspectDocuments: InspectDocuments,
  messages: Messages,
): void {
  registerCommand(
    commandIds.containerFollowLogsInTerminal,
    async (argument?: ContainerArgument) => {
      const { engine, container } = await chooseContainer(
        engines,
        argument,
        anyOf(vscode.l10n.t('Which log should be shown?')),
      );
      const lines = settings.containersLogLines();
      dockerCommands.add(
        engine.docker('logs', '--follow', '--tail', String(lines), container.name),
      );
      openLogTerminal({ engine, container }, lines, messages);
    },
  );
  registerCommand(commandIds.containerInspect, async (argument?: ContainerArgument) => {
    const { engine, container } = await chooseContainer(
      engines,
      argument,
      anyOf(vscode.l10n.t('Which container should be inspected?')),
    );
    const { id, name } = container;
    dockerCommands.add(engine.docker('inspect', name));
    await inspectDocuments.show('container', name, () => engine.engine.inspectContainerJson(id));
  });
  registerCommand(commandIds.containerCopyId, async (argument?: ContainerArgument) => {
    const { container } = await chooseContainer(
      engines,
      argument,
      anyOf(vscode.l10n.t('Which id should be copied?')),
    );
    await vscode.env.clipboard.writeText(container.id);
  });
  registerCommand(commandIds.containerCopyName, async (argument?: ContainerArgument) => {
    const { container } = await chooseContainer(
      engines,
      argument,
      anyOf(vscode.l10n.t('Which name should be copied?')),
    );
    await vscode.env.clipboard.writeText(container.name);
  });
  registerCommand(commandIds.containerCopyIp, async (argument?: ContainerArgument) => {
    await vscode.env.clipboard.writeText(await chooseAddress(engines, argument));
  });
  registerCommand(commandIds.containerCopyRunCommand, async (argument?: ContainerArgument) => {
    const { engine, container } = await chooseContainer(
      engines,
      argument,
      anyOf(vscode.l10n.t('For which container should a docker run command be made?')),
    );
    const { spec } = await containerSpecOf(engine.engine, container.id, 'leave');
    await vscode.env.clipboard.writeText(formatDockerRun(spec));
  });
  registerCommand(commandIds.containerOpenPort, async (argument?: ContainerArgument) => {
    const { engine, port } = await choosePort(engines, argument);
    const url = portUrl(port, engineHost(engine.engine.endpoint));
    if (url === undefined) {
      throw new UserError(
        vscode.l10n.t('The port {0} is not one that a browser can open.', portShort(port)),
      );
    }
    await vscode.env.openExternal(await vscode.env.asExternalUri(vscode.Uri.parse(url)));
  });
}

async function choosePort(
  engines: Engines,
  argument: ContainerArgument,
): Promise<{ readonly engine: ShownEngine; readonly port: PublishedPort }> {
  if (typeof argument === 'object' && argument.kind === 'port') {
    return argument;
  }
  const { engine, container } = await chooseContainer(engines, argument, {
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
  return { engine, port: picked.port };
}
