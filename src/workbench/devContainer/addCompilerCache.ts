import * as vscode from 'vscode';
import {
  compilerCacheVolume,
  hasCompilerCache,
  withCompilerCache,
} from '../../domain/compilerCache';
import { installCommand } from '../../domain/installCommand';
import { containerSpecOf } from '../../engine/containerSpecOf';
import type { FolderProject } from '../build/folderProject';
import { commandIds } from '../commandIds';
import { recreate } from '../containers/recreate';
import type { ToolchainServices } from './toolchainCommands';

/** Installs by a command in the folder's dev container, in a terminal. */
type Install = (project: FolderProject, command: string) => void;

/** Makes the dev container of a folder anew with the volume of the compiler cache, and offers ccache. */
export async function addCompilerCache(
  services: Pick<ToolchainServices, 'shown' | 'devContainers' | 'projects' | 'dockerCommands'>,
  folder: vscode.WorkspaceFolder,
  install: Install,
): Promise<void> {
  const { shown, devContainers, projects, dockerCommands } = services;
  const container = await devContainers.requireRunning(folder);
  const { spec } = await containerSpecOf(shown.engine, container.id, 'carry');
  if (!hasCompilerCache(spec)) {
    const { name } = await recreate(shown, dockerCommands, container, withCompilerCache(spec));
    await shown.store.refresh();
    await devContainers.choose(folder, name);
  }
  const project = projects.of(folder);
  project.forget();
  const { tools, packageManager } = await project.look();
  const command = installCommand(packageManager, ['ccache']);
  // Not awaited: the cache is there, whatever the user answers.
  void (tools.ccache
    ? offerConfigure(folder, container.name)
    : offerInstall(
        container.name,
        command === undefined ? undefined : () => install(project, command),
      ));
}

async function offerConfigure(folder: vscode.WorkspaceFolder, name: string): Promise<void> {
  const configure = vscode.l10n.t('Configure Afresh');
  const answer = await vscode.window.showInformationMessage(
    vscode.l10n.t(
      'ccache in the container "{0}" has a cache that stays. Build folders that are configured from now on use it.',
      name,
    ),
    configure,
  );
  if (answer === configure) {
    await vscode.commands.executeCommand(commandIds.buildConfigureFresh, folder);
  }
}

async function offerInstall(name: string, install: (() => void) | undefined): Promise<void> {
  const now = vscode.l10n.t('Install in Container');
  const answer = await vscode.window.showWarningMessage(
    vscode.l10n.t(
      'The container "{0}" has the volume "{1}", but no ccache to use it. Add ccache to the image, or install it in this container. Build folders that are configured after that use it.',
      name,
      compilerCacheVolume,
    ),
    ...(install ? [now] : []),
  );
  if (answer === now) {
    install?.();
  }
}
