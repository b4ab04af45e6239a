import { existsSync } from 'node:fs';
import * as vscode from 'vscode';
import { engineStartCommand } from '../../domain/engineStart';
import { commandIds } from '../commandIds';
import type { RegisterCommand } from '../registerCommand';
import { chooseEngine } from './chooseEngine';
import type { Engines } from './engines';

/** Registers **Refresh**, **Start Engine** and **Choose Engine**. */
export function registerEngineCommands(
  registerCommand: RegisterCommand,
  engines: Engines,
  list: { reload(): Promise<unknown> },
): void {
  registerCommand(commandIds.engineRetry, async () => {
    await Promise.all([list.reload(), ...engines.all.map(({ store }) => store.refresh())]);
  });
  registerCommand(commandIds.engineStart, () => {
    const line = engineStartCommand({
      platform: process.platform,
      isRoot: process.getuid?.() === 0,
      hasSystemd: existsSync('/run/systemd/system'),
    });
    const terminal = vscode.window.createTerminal({ name: vscode.l10n.t('Start Engine') });
    terminal.show();
    // Typed, not run: it may want a password, and it is the user who decides about this machine.
    terminal.sendText(line, false);
  });
  registerCommand(commandIds.engineChoose, async () => {
    const endpoint = await chooseEngine();
    if (endpoint !== undefined) {
      await vscode.workspace
        .getConfiguration('drydock')
        .update('engine.endpoint', endpoint, vscode.ConfigurationTarget.Global);
    }
  });
}
