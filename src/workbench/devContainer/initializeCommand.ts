import * as vscode from 'vscode';
import { CancelledError, UserError } from '../../base/errors';
import type { LifecycleCommand, SingleCommand } from '../../domain/devcontainer/devcontainer';
import { quoteArgv } from '../../domain/shellQuote';
import { runOnHost } from '../../project/runOnHost';
import { withCancellableProgress } from '../progress';
import { closeEnded, TextTerminal } from '../terminals/textTerminal';
import { requireTrust } from '../trust';

const terminalName = 'initializeCommand';

/** Lets the user decide on each command that a file wants to have run on this machine before the container is made. */
export async function runInitializeCommand(
  command: LifecycleCommand,
  folder: vscode.WorkspaceFolder,
): Promise<void> {
  requireTrust();
  const commands = command.kind === 'parallel' ? Object.values(command.commands) : [command];
  for (const single of commands) {
    await (single.kind === 'argv' ? runWords(single.argv, folder) : offerLine(single, folder));
  }
}

async function runWords(argv: readonly string[], folder: vscode.WorkspaceFolder): Promise<void> {
  const run = vscode.l10n.t('Run');
  if ((await ask(quoteArgv(argv), folder, run)) !== run) {
    return;
  }
  const pty = new TextTerminal();
  closeEnded(terminalName);
  vscode.window.createTerminal({ name: terminalName, pty }).show(true);
  const exitCode = await withCancellableProgress(
    vscode.l10n.t('Running "{0}" on this machine', quoteArgv(argv)),
    (_, signal) =>
      runOnHost(
        argv,
        folder.uri.fsPath,
        (text) => pty.writeText(text),
        AbortSignal.any([signal, pty.signal]),
      ),
  ).catch((error: unknown) => {
    pty.endWith(error);
    throw error;
  });
  pty.end(vscode.l10n.t('"{0}" ended with exit code {1}.', argv[0] ?? '', exitCode));
  if (exitCode !== 0) {
    throw new UserError(
      vscode.l10n.t(
        'The "initializeCommand" ended with exit code {0}, so no container was made. Its terminal shows what it said.',
        exitCode,
      ),
    );
  }
}

/**
 * Drydock hands no line to a shell of this machine: it is typed into a terminal, and whoever sees it
 * there presses Enter.
 */
async function offerLine(
  { line }: Extract<SingleCommand, { kind: 'shell' }>,
  folder: vscode.WorkspaceFolder,
): Promise<void> {
  const open = vscode.l10n.t('Type It Into a Terminal');
  if ((await ask(line, folder, open)) !== open) {
    return;
  }
  const terminal = vscode.window.createTerminal({ name: terminalName, cwd: folder.uri });
  terminal.show();
  terminal.sendText(line, false);
  const goOn = vscode.l10n.t('Continue');
  const answer = await vscode.window.showInformationMessage(
    vscode.l10n.t(
      'Press Enter in the terminal to run the "initializeCommand", and continue when it is done.',
    ),
    goOn,
  );
  if (answer !== goOn) {
    throw new CancelledError();
  }
}

async function ask(
  shown: string,
  folder: vscode.WorkspaceFolder,
  run: string,
): Promise<string | undefined> {
  const skip = vscode.l10n.t('Skip');
  const answer = await vscode.window.showWarningMessage(
    vscode.l10n.t('Run a command on this machine before the container is made?'),
    {
      modal: true,
      detail: vscode.l10n.t(
        'The folder "{0}" asks for it as its "initializeCommand":\n\n{1}',
        folder.name,
        shown,
      ),
    },
    run,
    skip,
  );
  if (answer === undefined) {
    throw new CancelledError();
  }
  return answer;
}
