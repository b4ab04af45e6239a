import { basename } from 'node:path';
import * as vscode from 'vscode';
import { UserError } from '../../base/errors';
import { findCompose, type ComposeCli } from '../../project/compose/composeCli';
import { projectOfFile } from '../../project/compose/projectOfFile';
import { runCompose, type ComposeCommand } from '../../project/compose/runCompose';
import { commandIds } from '../commandIds';
import { groupNode } from '../containers/containerNodes';
import type { Engines, ShownEngine } from '../engine/engines';
import type { DockerCommandLog } from '../outputLog';
import { withViewProgress } from '../progress';
import type { RegisterCommand } from '../registerCommand';
import { requireTrust } from '../trust';
import { composeInTerminal } from './composeInTerminal';
import {
  chooseProject,
  chooseProjectOrFile,
  type ComposeArgument,
  type RunningProject,
} from './composeTarget';
import { confirmDown } from './confirmDown';

/** Registers what is done with whole Compose projects. */
export function registerComposeCommands(
  register: RegisterCommand,
  engines: Engines,
  dockerCommands: DockerCommandLog,
): void {
  register(commandIds.composeUp, async (argument?: ComposeArgument) => {
    requireTrust();
    await up(engines, dockerCommands, await chooseProjectOrFile(engines, argument));
  });
  register(commandIds.composeDown, async (argument?: ComposeArgument) => {
    const question = vscode.l10n.t('Which project should be stopped and removed?');
    const running = await chooseProject(engines, argument, question);
    const cli = await requireCompose(running.shown);
    const withVolumes = await confirmDown(running);
    const command: ComposeCommand = [
      'down',
      // Whatever was told to go, also what is no longer in the files.
      '--remove-orphans',
      ...(withVolumes ? ['--volumes'] : []),
    ];
    await quietly(running, cli, command, dockerCommands);
  });
  const registerState = (
    id: string,
    action: 'start' | 'stop' | 'restart',
    byEngine: string,
    question: string,
  ): void => {
    register(id, async (argument?: ComposeArgument) => {
      const running = await chooseProject(engines, argument, question);
      const cli = await findCompose(running.shown.docker);
      if (cli) {
        await quietly(running, cli, [action], dockerCommands);
      } else {
        const { shown, project, containers } = running;
        const group = groupNode(shown, 'compose', project.name, containers);
        await vscode.commands.executeCommand(byEngine, group);
      }
    });
  };
  registerState(
    commandIds.composeStart,
    'start',
    commandIds.containerStart,
    vscode.l10n.t('Which project should be started?'),
  );
  registerState(
    commandIds.composeStop,
    'stop',
    commandIds.containerStop,
    vscode.l10n.t('Which project should be stopped?'),
  );
  registerState(
    commandIds.composeRestart,
    'restart',
    commandIds.containerRestart,
    vscode.l10n.t('Which project should be restarted?'),
  );
  register(commandIds.composeLogs, async (argument?: ComposeArgument) => {
    const question = vscode.l10n.t('Which project should tell its logs?');
    const { shown, project } = await chooseProject(engines, argument, question);
    const cli = await requireCompose(shown);
    await composeInTerminal(cli, project, ['logs', '--follow', '--tail', '1000'], dockerCommands, {
      name: vscode.l10n.t('Logs of {0}', project.name),
      failure: (exitCode) =>
        vscode.l10n.t(
          'The logs of the project "{0}" ended with exit code {1}. Their terminal says why.',
          project.name,
          exitCode,
        ),
    });
  });
}

/** Creates what is not there, makes anew what has changed in the files, and starts it. */
async function up(
  engines: Engines,
  dockerCommands: DockerCommandLog,
  target: RunningProject | vscode.Uri,
): Promise<void> {
  const isFile = target instanceof vscode.Uri;
  const shown = isFile ? engines.current : target.shown;
  const project = isFile ? await projectOfFile(target.fsPath) : target.project;
  const name = project.name || basename(project.hostFolder);
  const cli = await requireCompose(shown);
  await composeInTerminal(cli, project, ['up', '--detach'], dockerCommands, {
    name: vscode.l10n.t('Compose {0}', name),
    progress: vscode.l10n.t('Starting the services of "{0}"', name),
    failure: (exitCode) =>
      vscode.l10n.t(
        'Compose could not start the services of "{0}"; it ended with exit code {1}. Its terminal says why.',
        name,
        exitCode,
      ),
  });
  await shown.store.refresh();
}

/** What Compose says is shown only when it fails: its last line says why. */
async function quietly(
  { shown, project }: RunningProject,
  cli: ComposeCli,
  command: ComposeCommand,
  dockerCommands: DockerCommandLog,
): Promise<void> {
  let said = '';
  const exitCode = await withViewProgress('drydock.containers', () =>
    runCompose(cli, project, command, {
      onCommand: (argv) => dockerCommands.add(argv),
      onOutput: (text) => (said = (said + text).slice(-8000)),
    }),
  );
  if (exitCode !== 0) {
    const reason = said.trim().split('\n').at(-1)?.trim().replace(/\.$/, '') ?? '';
    throw new UserError(
      vscode.l10n.t(
        'Compose could not {0} the project "{1}": {2}.',
        command[0],
        project.name,
        reason === '' ? vscode.l10n.t('it ended with exit code {0}', exitCode) : reason,
      ),
      [],
      { cause: new Error(said) },
    );
  }
  await shown.store.refresh();
}

async function requireCompose({ docker }: ShownEngine): Promise<ComposeCli> {
  const cli = await findCompose(docker);
  if (!cli) {
    throw new UserError(
      vscode.l10n.t(
        'This machine has neither "docker compose" nor "docker-compose", which reads the files of the project. Install the Compose plugin of the docker CLI. The containers that are there can be started, stopped and removed without it.',
      ),
    );
  }
  return cli;
}
