import * as vscode from 'vscode';
import { DisposableStore, toDisposable } from '../../base/disposable';
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
  requireSuccess(exitCode);
}

function requireSuccess(exitCode: number): void {
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
  const isFollowed = await isShellFollowed(terminal);
  terminal.sendText(line, false);
  if (isFollowed) {
    requireSuccess(await exitOfNextCommand(terminal));
    return;
  }
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

/** Milliseconds for a shell to start in. */
const longestStart = 5000;

/** Whether VS Code sees what a terminal's shell runs; it does not with every shell. */
async function isShellFollowed(terminal: vscode.Terminal): Promise<boolean> {
  const owner = new DisposableStore();
  try {
    return await new Promise<boolean>((resolve) => {
      owner.add(
        vscode.window.onDidChangeTerminalShellIntegration((event) => {
          // Its folder is told right before the first prompt, behind which the line is to stand.
          if (event.terminal === terminal && event.shellIntegration.cwd) {
            resolve(true);
          }
        }),
      );
      const timer = setTimeout(() => resolve(false), longestStart);
      owner.add(toDisposable(() => clearTimeout(timer)));
      if (terminal.shellIntegration?.cwd) {
        resolve(true);
      }
    });
  } finally {
    owner.dispose();
  }
}

/** Waits for the user to run what stands in a terminal, and for its end. */
async function exitOfNextCommand(terminal: vscode.Terminal): Promise<number> {
  const owner = new DisposableStore();
  try {
    return await withCancellableProgress(
      vscode.l10n.t(
        'Press Enter in the terminal to run the "initializeCommand"; the container is made when it has ended',
      ),
      (_, signal) =>
        new Promise<number>((resolve, reject) => {
          const cancel = (): void => reject(new CancelledError());
          signal.addEventListener('abort', cancel, { once: true });
          owner.add(
            vscode.window.onDidEndTerminalShellExecution((event) => {
              if (event.terminal === terminal) {
                resolve(event.exitCode ?? 0);
              }
            }),
          );
          owner.add(
            vscode.window.onDidCloseTerminal((closed) => {
              if (closed === terminal) {
                // The line itself may end the shell; whoever closes the terminal gives no code.
                const code = closed.exitStatus?.code;
                if (code === undefined) {
                  cancel();
                } else {
                  resolve(code);
                }
              }
            }),
          );
        }),
    );
  } finally {
    owner.dispose();
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
