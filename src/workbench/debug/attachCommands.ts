import { posix } from 'node:path';
import * as vscode from 'vscode';
import { UserError } from '../../base/errors';
import { debugType } from '../../domain/launchConfiguration';
import { processName } from '../../domain/processList';
import { commandIds } from '../commandIds';
import type { ContainerArgument } from '../containers/chooseContainers';
import type { ProcessNode } from '../containers/containerNodes';
import { pathMapOf } from '../devContainer/devContainers';
import type { ShownEngine } from '../engine/engines';
import { currentFolder } from '../folders';
import type { RegisterCommand } from '../registerCommand';
import { requireTrust } from '../trust';
import { pickCoreDump } from './pickCoreDump';
import { pickProcess } from './pickProcess';
import type { ProcessAttributes } from './processAttributes';

/**
 * Registers **Attach to Process in Container** and **Open Core Dump in Container**, and what launch
 * configurations ask by `${command:…}`: VS Code calls those with the configuration.
 */
export function registerAttachCommands(
  registerCommand: RegisterCommand,
  processes: ProcessAttributes,
): void {
  registerCommand(commandIds.debugAttach, async (argument?: ContainerArgument) => {
    requireTrust();
    const { engine, container } = await processes.runningContainer(argument);
    const process = isProcess(argument)
      ? argument.process
      : await pickProcess(
          engine.engine,
          container.name,
          vscode.l10n.t('Which process should gdb attach to?'),
        );
    await start({
      type: debugType,
      request: 'attach',
      name: `${processName(process)} (${process.processId})`,
      ...attributesOf(engine),
      container: container.name,
      processId: process.processId,
    });
  });
  registerCommand(commandIds.debugOpenCoreDump, async (argument?: ContainerArgument) => {
    requireTrust();
    const { engine, container } = await processes.runningContainer(argument);
    const folder = currentFolder();
    const mounted = folder && pathMapOf(container).toContainer(folder.uri.fsPath);
    const folders = mounted === undefined ? [] : [mounted];
    const { containerPath } = await pickCoreDump(engine.engine, container.name, folders);
    await start({
      type: debugType,
      request: 'launch',
      name: posix.basename(containerPath),
      ...attributesOf(engine),
      container: container.name,
      coreDumpPath: containerPath,
    });
  });
  registerCommand(commandIds.pickProcess, (configuration?: vscode.DebugConfiguration) =>
    processes.pickProcess(configuration ?? {}),
  );
  registerCommand(commandIds.pickCoreDump, (configuration?: vscode.DebugConfiguration) =>
    processes.pickCoreDump(configuration ?? {}),
  );
}

function isProcess(argument: ContainerArgument): argument is ProcessNode {
  return typeof argument === 'object' && argument.kind === 'process';
}

/** What a configuration says of the engine: nothing where it is the one in use. */
function attributesOf({ id }: ShownEngine): { engine?: string } {
  return id === '' ? {} : { engine: id };
}

async function start(configuration: vscode.DebugConfiguration): Promise<void> {
  if (!(await vscode.debug.startDebugging(currentFolder(), configuration))) {
    throw new UserError(vscode.l10n.t('The session "{0}" was not started.', configuration.name));
  }
}
