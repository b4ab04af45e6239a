import * as vscode from 'vscode';
import { openTtySession } from '../../engine/ttySession';
import { commandIds } from '../commandIds';
import type { Engines } from '../engine/engines';
import type { DockerCommandLog } from '../outputLog';
import type { RegisterCommand } from '../registerCommand';
import { settings } from '../settings';
import { ExecTerminal } from '../terminals/execTerminal';
import type { OpenTerminals } from '../terminals/openTerminals';
import { chooseContainer, type ContainerArgument } from './chooseContainers';
import { offerToStart } from './startContainer';

const bashOrSh = 'command -v bash >/dev/null && exec bash; exec sh';

/** Registers **Open Shell**. */
export function registerShellCommand(
  registerCommand: RegisterCommand,
  engines: Engines,
  dockerCommands: DockerCommandLog,
  openTerminals: OpenTerminals,
): void {
  registerCommand(commandIds.containerOpenShell, async (argument?: ContainerArgument) => {
    const { engine, container } = await chooseContainer(engines, argument, {
      question: vscode.l10n.t('In which container should a shell be opened?'),
      accepts: ({ state }) => state !== 'removing' && state !== 'dead',
      none: vscode.l10n.t('There are no containers.'),
    });
    const { id, name } = container;
    // The row may be a moment old, so the engine is asked for the state.
    const details = await engine.engine.inspectContainer(id);
    await offerToStart(engine, dockerCommands, details);

    const argv = shellArgv();
    dockerCommands.add(engine.docker('exec', '-it', name, ...argv));
    openTerminals.show(
      new ExecTerminal(
        (size) =>
          openTtySession(engine.engine, id, {
            argv,
            env: terminalEnvironment(details.env),
            ...(size ? { size } : {}),
          }),
        openTerminals.options(name),
      ),
      { name, icon: 'terminal' },
    );
  });
}

function shellArgv(): string[] {
  const shell = settings.containersShell();
  return shell === '' ? ['sh', '-c', bashOrSh] : [shell];
}

/** What VS Code's terminal can do; and UTF-8 where the image does not say, so that names are shown. */
function terminalEnvironment(containerEnv: readonly string[]): string[] {
  const saysLanguage = containerEnv.some((entry) => /^(LANG|LC_ALL|LC_CTYPE)=/.test(entry));
  return ['TERM=xterm-256color', 'COLORTERM=truecolor', ...(saysLanguage ? [] : ['LANG=C.UTF-8'])];
}
