import * as vscode from 'vscode';
import { commandIds } from '../commandIds';
import type { Engines } from '../engine/engines';
import type { DockerCommandLog } from '../outputLog';
import type { RegisterCommand } from '../registerCommand';
import { attachedProcess } from '../terminals/attachedProcess';
import { ExecTerminal } from '../terminals/execTerminal';
import type { OpenTerminals } from '../terminals/openTerminals';
import { chooseContainer, type ContainerArgument } from './chooseContainers';
import { offerToStart } from './startContainer';

/** Registers **Attach to Main Process**: a terminal on what the container was started with. */
export function registerAttachCommand(
  registerCommand: RegisterCommand,
  engines: Engines,
  dockerCommands: DockerCommandLog,
  openTerminals: OpenTerminals,
): void {
  registerCommand(commandIds.containerAttach, async (argument?: ContainerArgument) => {
    const { engine: shown, container } = await chooseContainer(engines, argument, {
      question: vscode.l10n.t('To which container should a terminal be attached?'),
      accepts: ({ state }) => state === 'running',
      none: vscode.l10n.t('No container is running.'),
    });
    const { engine } = shown;
    const { id, name } = container;
    const details = await engine.inspectContainer(id);
    await offerToStart(shown, dockerCommands, details);
    dockerCommands.add(shown.docker('attach', name));
    let isRunning = true;
    const exitCode = async (): Promise<number> => {
      const now = await engine.inspectContainer(id);
      isRunning = now.state === 'running';
      return now.exitCode;
    };
    const pty = new ExecTerminal(
      async (size) => {
        const stdin = details.openStdin;
        const attachment = await engine.attachContainer(id, { stdin, ...(size ? { size } : {}) });
        return attachedProcess(attachment, exitCode);
      },
      {
        ...openTerminals.options(name),
        endNote: (code) =>
          isRunning
            ? vscode.l10n.t(
                'Detached; the container "{0}" goes on. Press any key to close this terminal.',
                name,
              )
            : vscode.l10n.t(
                'The container "{0}" has ended with exit code {1}. Press any key to close this terminal.',
                name,
                code,
              ),
      },
    );
    openTerminals.show(pty, { name: vscode.l10n.t('{0} (attached)', name), icon: 'plug' });
  });
}
