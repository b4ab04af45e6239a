import * as vscode from 'vscode';
import { CancelledError } from '../../base/errors';
import { inputEndsWithAttachment } from '../../domain/attachedInput';
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
    const { capabilities } = await engine.info();
    const stdin = inputEndsWithAttachment(details, capabilities.keepsInput)
      ? await askForInput(name)
      : details.openStdin;
    const words = stdin || !details.openStdin ? ['attach', name] : ['attach', '--no-stdin', name];
    dockerCommands.add(shown.docker(...words));
    let isRunning = true;
    const exitCode = async (): Promise<number> => {
      const now = await engine.inspectContainer(id);
      isRunning = now.state === 'running';
      return now.exitCode;
    };
    const interrupt = (): void => {
      dockerCommands.add(shown.docker('kill', '--signal', 'SIGINT', name));
      // It may have ended meanwhile, which the terminal says.
      void engine.killContainer(id, 'SIGINT').catch(() => undefined);
    };
    const pty = new ExecTerminal(
      async (size) => {
        const attachment = await engine.attachContainer(id, { stdin, ...(size ? { size } : {}) });
        return attachedProcess(attachment, { exitCode, interrupt, takesInput: stdin });
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

/** Whether to connect the input although it ends when the terminal is closed. */
async function askForInput(name: string): Promise<boolean> {
  const withInput = vscode.l10n.t('Attach');
  const outputOnly = vscode.l10n.t('Attach to Its Output Only');
  const answer = await vscode.window.showWarningMessage(
    vscode.l10n.t('Closing the terminal will end the input of the container "{0}".', name),
    {
      modal: true,
      detail: vscode.l10n.t(
        'It has no terminal of its own, and its input lasts only as long as somebody is attached to it. Many programs end with their input.',
      ),
    },
    withInput,
    outputOnly,
  );
  if (answer === undefined) {
    throw new CancelledError();
  }
  return answer === withInput;
}
