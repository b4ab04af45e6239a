import { access } from 'node:fs/promises';
import * as vscode from 'vscode';
import { UserError } from '../../base/errors';
import { processName } from '../../domain/processList';
import { hostPathOfMountSource } from '../../domain/pathMap';
import { killProcess } from '../../engine/killProcess';
import { commandIds } from '../commandIds';
import { pickProcess } from '../debug/pickProcess';
import { idIn, type Engines } from '../engine/engines';
import { hostPlatform } from '../hostPlatform';
import type { DockerCommandLog } from '../outputLog';
import type { RegisterCommand } from '../registerCommand';
import { chooseContainer, type ContainerArgument } from './chooseContainers';
import type {
  ContainersNode,
  FileNode,
  MountNode,
  ProcessNode,
  SectionNode,
  VariableNode,
} from './containerNodes';
import { pickSignal } from './pickSignal';

/** Registers what is done with the rows below a container, and only from there. */
export function registerRowCommands(
  registerCommand: RegisterCommand,
  engines: Engines,
  dockerCommands: DockerCommandLog,
  reload: (node: SectionNode | FileNode) => void,
): void {
  registerCommand(commandIds.containerRevealMount, async (node: MountNode) => {
    await vscode.commands.executeCommand('revealFileInOS', vscode.Uri.file(await hostPath(node)));
  });
  registerCommand(commandIds.containerCopyVariable, ({ variable }: VariableNode) =>
    vscode.env.clipboard.writeText(variable.value),
  );
  registerCommand(commandIds.containerReloadSection, (node: SectionNode | FileNode) =>
    reload(node),
  );
  registerCommand(
    commandIds.containerKillProcess,
    async (argument?: ContainerArgument, selected?: readonly ContainersNode[]) => {
      const chosen = await chooseProcesses(engines, argument, selected);
      const names = chosen.map(({ process }) => `"${processName(process)}"`).join(', ');
      const signal = await pickSignal(vscode.l10n.t('Which signal should {0} get?', names));
      for (const each of chosen) {
        await kill(each, signal, dockerCommands);
        reload(sectionOf(each));
      }
    },
  );
}

/** The selected rows, else a process that is picked in a container. */
async function chooseProcesses(
  engines: Engines,
  argument: ContainerArgument,
  selected: readonly ContainersNode[] | undefined,
): Promise<readonly ProcessNode[]> {
  const rows = selected ?? (typeof argument === 'object' ? [argument] : []);
  const processes = rows.filter((row) => row.kind === 'process');
  if (processes.length > 0) {
    return processes;
  }
  const { engine, container } = await chooseContainer(engines, argument, {
    question: vscode.l10n.t('In which container should a process get a signal?'),
    accepts: ({ state }) => state === 'running',
    none: vscode.l10n.t('No container is running.'),
  });
  const question = vscode.l10n.t('Which process should get a signal?');
  const process = await pickProcess(engine.engine, container.name, question);
  const id = `${idIn(engine, container.id)}/processes/${process.processId}`;
  return [{ kind: 'process', id, engine, container, process }];
}

async function kill(
  { engine, container, process }: ProcessNode,
  signal: string,
  dockerCommands: DockerCommandLog,
): Promise<void> {
  const { processId, userId } = process;
  const words = ['--user', String(userId), container.name, 'kill', '-s', signal];
  dockerCommands.add(engine.docker('exec', ...words, String(processId)));
  await killProcess(engine.engine, container.name, process, signal);
}

/** The row that a process stands below. */
function sectionOf({ id, engine, container }: ProcessNode): SectionNode {
  const section = 'processes';
  return { kind: 'section', id: id.slice(0, id.lastIndexOf('/')), engine, container, section };
}

/** Where a bind mount comes from on this machine. */
async function hostPath({ container, mount }: MountNode): Promise<string> {
  const path = hostPathOfMountSource(mount.source, hostPlatform());
  const isThere =
    path !== undefined &&
    (await access(path).then(
      () => true,
      () => false,
    ));
  if (!isThere) {
    throw new UserError(
      vscode.l10n.t(
        'The source "{0}" of the mount "{1}" of the container "{2}" is not on this machine.',
        mount.source,
        mount.destination,
        container.name,
      ),
    );
  }
  return path;
}
