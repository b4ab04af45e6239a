import * as vscode from 'vscode';
import { UserError } from '../../base/errors';
import type { ComposeProject } from '../../domain/compose/composeProject';
import type { ComposeCli } from '../../project/compose/composeCli';
import { runCompose, type ComposeCommand } from '../../project/compose/runCompose';
import type { DockerCommandLog } from '../outputLog';
import { withCancellableProgress } from '../progress';
import { closeEnded, TextTerminal } from '../terminals/textTerminal';

/** What {@link composeInTerminal} shows, and where. */
export interface ComposeShow {
  /** Of the terminal. */
  readonly name: string;
  /** Of the notification with its Cancel button; without one only the terminal cancels. */
  readonly progress?: string;
  /** Gets the exit code of a Compose that failed. */
  readonly failure: (exitCode: number) => string;
}

/** Runs Compose with its output in a terminal, which can cancel it; rejects when it fails. */
export async function composeInTerminal(
  cli: ComposeCli,
  project: ComposeProject,
  command: ComposeCommand,
  dockerCommands: DockerCommandLog,
  { name, progress, failure }: ComposeShow,
): Promise<void> {
  const pty = new TextTerminal();
  const iconPath = new vscode.ThemeIcon('layers');
  const run = async (signal: AbortSignal): Promise<void> => {
    const sink = {
      onCommand: (argv: readonly string[]) => dockerCommands.add(argv),
      onOutput: (text: string) => pty.writeText(text),
    };
    closeEnded(name);
    vscode.window.createTerminal({ name, pty, iconPath }).show(true);
    const exitCode = await runCompose(cli, project, command, sink, signal).catch(
      (error: unknown) => {
        pty.endWith(error);
        throw error;
      },
    );
    pty.end(vscode.l10n.t('Compose ended with exit code {0}.', exitCode));
    if (exitCode !== 0) {
      throw new UserError(failure(exitCode));
    }
  };
  await (progress === undefined
    ? run(pty.signal)
    : withCancellableProgress(progress, (_, signal) => run(AbortSignal.any([signal, pty.signal]))));
}
