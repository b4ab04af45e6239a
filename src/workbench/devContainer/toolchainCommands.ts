import * as vscode from 'vscode';
import { UserError } from '../../base/errors';
import { openTtySession } from '../../engine/ttySession';
import type { FolderProject } from '../build/folderProject';
import type { FolderProjects } from '../build/folderProjects';
import { folderArgument, type ProjectArgument } from '../build/projectArgument';
import { commandIds } from '../commandIds';
import type { ShownEngine } from '../engine/engines';
import type { DockerCommandLog } from '../outputLog';
import type { RegisterCommand } from '../registerCommand';
import type { SeveralContainers } from '../several/severalContainers';
import { ExecTerminal } from '../terminals/execTerminal';
import type { OpenTerminals } from '../terminals/openTerminals';
import { requireTrust } from '../trust';
import { addCompilerCache } from './addCompilerCache';
import type { DevContainers } from './devContainers';

/** What {@link registerToolchainCommands} works with. */
export interface ToolchainServices {
  readonly shown: ShownEngine;
  readonly devContainers: DevContainers;
  readonly several: SeveralContainers;
  readonly projects: FolderProjects;
  readonly dockerCommands: DockerCommandLog;
  readonly openTerminals: OpenTerminals;
}

/** Registers the commands that look for tools in a dev container and install what is missing. */
export function registerToolchainCommands(
  registerCommand: RegisterCommand,
  services: ToolchainServices,
): void {
  registerCommand(commandIds.toolchainProbe, async (argument: ProjectArgument) => {
    const project = services.projects.of(await folderArgument(argument));
    project.forget();
    await project.look();
  });
  registerCommand(commandIds.toolchainInstall, async (argument: ProjectArgument | string) => {
    requireTrust();
    // A message about a failed build names the container, which builds the folder at hand.
    const containerName = typeof argument === 'string' ? argument : undefined;
    const folder = await folderArgument(typeof argument === 'string' ? undefined : argument);
    const project =
      containerName === undefined
        ? services.projects.of(folder)
        : await services.several.find(folder, containerName);
    install(services, project, (await project.look()).installCommand);
  });
  registerCommand(commandIds.devContainerAddCompilerCache, async (argument: ProjectArgument) => {
    requireTrust();
    const folder = await folderArgument(argument);
    await addCompilerCache(services, folder, (project, command) =>
      install(services, project, command),
    );
  });
}

/** In a terminal, since a package manager may ask; as root, who alone may install. */
function install(
  services: ToolchainServices,
  project: FolderProject,
  command: string | undefined,
): void {
  const { shown, dockerCommands, openTerminals } = services;
  const name = project.container?.name ?? '';
  if (command === undefined) {
    throw new UserError(
      vscode.l10n.t(
        'Drydock does not know how to install tools in the container "{0}". Add them to the image.',
        name,
      ),
    );
  }
  const argv = ['sh', '-c', command];
  dockerCommands.add(shown.docker('exec', '-it', '-u', '0', name, ...argv));
  openTerminals.show(
    new ExecTerminal(
      async (size) => {
        const session = await openTtySession(shown.engine, name, {
          argv,
          user: '0',
          env: ['TERM=xterm-256color'],
          ...(size ? { size } : {}),
        });
        // What was installed shows as soon as it is there.
        void lookAgain(session.exit, project);
        return session;
      },
      {
        ...openTerminals.options(name),
        endNote: (exitCode) =>
          exitCode === 0
            ? vscode.l10n.t(
                'Installed in this container only. Add it to the image to keep it. Press any key to close this terminal.',
              )
            : vscode.l10n.t(
                'The installation ended with exit code {0}. Press any key to close this terminal.',
                exitCode,
              ),
      },
    ),
    { name: vscode.l10n.t('Install in {0}', name), icon: 'desktop-download' },
  );
}

async function lookAgain(installed: Promise<number>, project: FolderProject): Promise<void> {
  try {
    await installed;
    project.forget();
    await project.look();
  } catch {
    // The terminal shows a lost connection; the view keeps what it knew.
  }
}
