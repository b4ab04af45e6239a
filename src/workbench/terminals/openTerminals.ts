import * as vscode from 'vscode';
import { errorMessage } from '../../base/errors';
import type { ExecTerminal, ExecTerminalOptions } from './execTerminal';

/** The terminals into containers that are open, so that none outlives the window. */
export class OpenTerminals {
  private readonly open = new Set<ExecTerminal>();

  constructor(private readonly log: vscode.LogOutputChannel) {}

  /** What a terminal into a container is made with. */
  options(container: string): ExecTerminalOptions {
    return {
      endNote: (exitCode) =>
        exitCode === 0
          ? undefined
          : vscode.l10n.t(
              'The shell ended with exit code {0}. Press any key to close this terminal.',
              exitCode,
            ),
      onHangUpFailed: (error) =>
        this.log.warn(
          `The shell in the container "${container}" may still run: ${errorMessage(error)}`,
        ),
    };
  }

  /** Shows a terminal, in front. */
  show(pty: ExecTerminal, look: { readonly name: string; readonly icon: string }): vscode.Terminal {
    this.open.add(pty);
    const terminal = vscode.window.createTerminal({
      name: look.name,
      pty,
      iconPath: new vscode.ThemeIcon(look.icon),
    });
    terminal.show();
    // It never rejects.
    void pty.ended.then(() => this.open.delete(pty));
    return terminal;
  }

  /** Ends what runs in the terminals; for the end of the window. */
  async hangUpAll(): Promise<void> {
    await Promise.all([...this.open].map((pty) => pty.hangUp()));
  }
}
