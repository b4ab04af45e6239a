import * as vscode from 'vscode';
import type { LifecycleStage } from '../../domain/devcontainer/devcontainer';
import { quoteArgv } from '../../domain/shellQuote';
import { remotePlaceOf, runLifecycleCommand } from '../../project/runLifecycle';
import type { ShownEngine } from '../engine/engines';
import type { DockerCommandLog } from '../outputLog';
import { withCancellableProgress } from '../progress';
import { TextTerminal } from '../terminals/textTerminal';
import type { DevcontainerFile } from './devcontainerFiles';

/** The stages after a container was created. */
export const stagesOfCreation = [
  'onCreateCommand',
  'updateContentCommand',
  'postCreateCommand',
  'postStartCommand',
  'postAttachCommand',
] as const satisfies readonly LifecycleStage[];

/** The stages after a container was started again. */
export const stagesOfStart = [
  'postStartCommand',
  'postAttachCommand',
] as const satisfies readonly LifecycleStage[];

/** What {@link runStages} works with. */
export interface LifecycleServices {
  readonly shown: ShownEngine;
  readonly dockerCommands: DockerCommandLog;
}

/**
 * Runs the commands of a file in its container, one stage after the other, their output in a
 * terminal. The first that fails is told, and those after it are not run. Resolves when nothing runs
 * any more; cancelling, or closing the terminal, ends what runs.
 */
export async function runStages(
  stages: readonly LifecycleStage[],
  file: DevcontainerFile,
  containerName: string,
  services: LifecycleServices,
): Promise<void> {
  const wanted = stages.filter((stage) => file.devcontainer.commands[stage]);
  if (wanted.length === 0) {
    return;
  }
  const pty = new TextTerminal();
  const terminal = vscode.window.createTerminal({
    name: vscode.l10n.t('Set Up {0}', containerName),
    pty,
    iconPath: new vscode.ThemeIcon('tools'),
  });
  terminal.show(true);
  try {
    const failure = await withCancellableProgress(
      vscode.l10n.t('Setting up the container "{0}"', containerName),
      async (progress, signal) =>
        run(wanted, file, containerName, services, {
          pty,
          report: (message) => progress.report({ message }),
          signal: AbortSignal.any([signal, pty.signal]),
        }),
    );
    if (failure === undefined) {
      pty.end(vscode.l10n.t('The container "{0}" is set up.', containerName));
      return;
    }
    pty.end(failure);
    // Not awaited: the container is there, whatever the user answers.
    void tellOf(failure, terminal, file);
  } catch (error) {
    pty.endWith(error);
    throw error;
  }
}

interface Surroundings {
  readonly pty: TextTerminal;
  readonly report: (message: string) => void;
  readonly signal: AbortSignal;
}

/** Resolves with the sentence about the stage that failed, if one did. */
async function run(
  stages: readonly LifecycleStage[],
  { devcontainer }: DevcontainerFile,
  containerName: string,
  { shown, dockerCommands }: LifecycleServices,
  { pty, report, signal }: Surroundings,
): Promise<string | undefined> {
  const place = await remotePlaceOf(shown.engine, containerName, devcontainer, signal);
  for (const stage of stages) {
    const command = devcontainer.commands[stage];
    if (!command) {
      continue;
    }
    report(stage);
    pty.writeNote(stage);
    const failed = await runLifecycleCommand(
      shown.engine,
      command,
      place,
      {
        onCommand: (words) => {
          const argv = shown.docker(...words);
          dockerCommands.add(argv);
          pty.writeText(`\x1b[2m> ${quoteArgv(argv)}\x1b[0m\n`);
        },
        onOutput: (text) => pty.writeText(text),
      },
      signal,
    );
    if (failed.length > 0) {
      const what = failed.map(({ name, exitCode }) =>
        vscode.l10n.t(
          '"{0}" ended with exit code {1}',
          name === undefined ? stage : `${stage}.${name}`,
          exitCode,
        ),
      );
      const rest = stages.slice(stages.indexOf(stage) + 1).join(', ');
      return rest === ''
        ? vscode.l10n.t('In the container "{0}", {1}.', containerName, what.join(', '))
        : vscode.l10n.t(
            'In the container "{0}", {1}. What follows was not run: {2}.',
            containerName,
            what.join(', '),
            rest,
          );
    }
  }
  return undefined;
}

async function tellOf(
  failure: string,
  terminal: vscode.Terminal,
  { uri, path }: DevcontainerFile,
): Promise<void> {
  const output = vscode.l10n.t('Show Output');
  const edit = vscode.l10n.t('Open "{0}"', path);
  const answer = await vscode.window.showErrorMessage(failure, output, edit);
  if (answer === output) {
    terminal.show();
  } else if (answer === edit) {
    await vscode.window.showTextDocument(uri);
  }
}
