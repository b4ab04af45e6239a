import * as vscode from 'vscode';
import { CancelledError } from '../../base/errors';
import type { ContainerDetails } from '../../domain/container';
import type { ExecRequest } from '../../engine/execOperations';
import { openTtySession } from '../../engine/ttySession';
import { commandIds } from '../commandIds';
import { argvIn } from '../../project/runLifecycle';
import type { DevcontainerFiles } from '../devContainer/devcontainerFiles';
import type { Engines, ShownEngine } from '../engine/engines';
import type { DockerCommandLog } from '../outputLog';
import type { RegisterCommand } from '../registerCommand';
import { settings } from '../settings';
import { ExecTerminal, type ExecTerminalOptions } from '../terminals/execTerminal';
import type { OpenTerminals } from '../terminals/openTerminals';
import { chooseContainer, type ContainerArgument } from './chooseContainers';
import { offerToStart } from './startContainer';

const bashOrSh = 'command -v bash >/dev/null && exec bash; exec sh';

/** What runs on a terminal of its own in a container. */
interface TerminalOrder extends Pick<ExecRequest, 'argv' | 'user' | 'cwd'> {
  /** Beside what a terminal needs. */
  readonly variables?: readonly string[];
  readonly title: string;
  readonly icon: string;
  readonly endNote?: ExecTerminalOptions['endNote'];
}

/** Registers **Open Shell**, **Open Shell As…** and **Run Command…**. */
export function registerShellCommand(
  registerCommand: RegisterCommand,
  engines: Engines,
  dockerCommands: DockerCommandLog,
  openTerminals: OpenTerminals,
  devcontainerFiles: DevcontainerFiles,
): void {
  const open = (
    { engine, docker }: ShownEngine,
    { id, name, env }: ContainerDetails,
    { title, icon, endNote, variables = [], ...request }: TerminalOrder,
  ): void => {
    const flags = [
      ...(request.user === undefined ? [] : ['--user', request.user]),
      ...(request.cwd === undefined ? [] : ['--workdir', request.cwd]),
      // Without their values, which may be secrets.
      ...variables.flatMap((entry) => ['--env', entry.slice(0, entry.indexOf('='))]),
    ];
    dockerCommands.add(docker('exec', '-it', ...flags, name, ...request.argv));
    const options = openTerminals.options(name);
    openTerminals.show(
      new ExecTerminal(
        (size) =>
          openTtySession(engine, id, {
            ...request,
            env: [...terminalEnvironment(env), ...variables],
            ...(size ? { size } : {}),
          }),
        endNote ? { ...options, endNote } : options,
      ),
      { name: freeTitle(title), icon },
    );
  };
  const chooseRunning = async (
    argument: ContainerArgument,
    question: string,
  ): Promise<{ readonly engine: ShownEngine; readonly details: ContainerDetails }> => {
    const { engine, container } = await chooseContainer(engines, argument, {
      question,
      accepts: ({ state }) => state !== 'removing' && state !== 'dead',
      none: vscode.l10n.t('There are no containers.'),
    });
    // The row may be a moment old, so the engine is asked for the state.
    const details = await engine.engine.inspectContainer(container.id);
    await offerToStart(engine, dockerCommands, details);
    return { engine, details };
  };

  registerCommand(commandIds.containerOpenShell, async (argument?: ContainerArgument) => {
    const question = vscode.l10n.t('In which container should a shell be opened?');
    const { engine, details } = await chooseRunning(argument, question);
    const place = await devcontainerFiles.placeIn(engine.engine, details);
    open(engine, details, {
      argv: place ? argvIn(place, shellArgv()) : shellArgv(),
      ...(place && { cwd: place.cwd, variables: place.env }),
      ...(place?.user !== undefined && { user: place.user }),
      title: details.name,
      icon: 'terminal',
    });
  });
  registerCommand(commandIds.containerOpenShellAs, async (argument?: ContainerArgument) => {
    const question = vscode.l10n.t('In which container should a shell be opened?');
    const { engine, details } = await chooseRunning(argument, question);
    const { user, ...request } = await askHow(details);
    const title = user === undefined ? details.name : `${details.name} (${user})`;
    open(engine, details, {
      ...request,
      ...(user === undefined ? {} : { user }),
      title,
      icon: 'terminal',
    });
  });
  let lastCommand = '';
  registerCommand(commandIds.containerRunCommand, async (argument?: ContainerArgument) => {
    const question = vscode.l10n.t('In which container should a command be run?');
    const { engine, details } = await chooseRunning(argument, question);
    const command = await ask({
      title: vscode.l10n.t('Run a Command in "{0}"', details.name),
      prompt: vscode.l10n.t('A line as the shell of the container reads it'),
      value: lastCommand,
    });
    lastCommand = command;
    open(engine, details, {
      argv: ['sh', '-c', 'eval "$1"', 'sh', command],
      title: `${details.name}: ${command.split(/\s/)[0] ?? ''}`,
      icon: 'play',
      endNote: (exitCode) =>
        vscode.l10n.t(
          'The command ended with exit code {0}. Press any key to close this terminal.',
          exitCode,
        ),
    });
  });
}

/** Asks for user, folder and shell; what is left empty is the container's own. */
async function askHow(
  details: ContainerDetails,
): Promise<Pick<ExecRequest, 'argv' | 'user' | 'cwd'>> {
  const title = vscode.l10n.t('Open Shell in "{0}"', details.name);
  const user = await ask(
    {
      title: `${title} (1/3)`,
      prompt: vscode.l10n.t('The user, by name or number, with a group after a colon'),
      placeHolder: details.user === '' ? 'root' : details.user,
    },
    true,
  );
  const cwd = await ask(
    {
      title: `${title} (2/3)`,
      prompt: vscode.l10n.t('The folder in the container that the shell begins in'),
      placeHolder: details.workdir === '' ? '/' : details.workdir,
      validateInput: (text) =>
        text === '' || text.startsWith('/')
          ? undefined
          : vscode.l10n.t('A path in the container begins with a slash.'),
    },
    true,
  );
  const shell = await ask(
    {
      title: `${title} (3/3)`,
      prompt: vscode.l10n.t('The shell'),
      placeHolder: settings.containersShell() || vscode.l10n.t('bash, or sh where there is none'),
    },
    true,
  );
  return {
    argv: shell === '' ? shellArgv() : [shell],
    ...(user === '' ? {} : { user }),
    ...(cwd === '' ? {} : { cwd }),
  };
}

async function ask(options: vscode.InputBoxOptions, mayBeEmpty = false): Promise<string> {
  const answer = (await vscode.window.showInputBox(options))?.trim();
  if (answer === undefined || (answer === '' && !mayBeEmpty)) {
    throw new CancelledError();
  }
  return answer;
}

/** Several terminals of one container are told apart by a number. */
function freeTitle(title: string): string {
  const taken = new Set(vscode.window.terminals.map(({ name }) => name));
  let free = title;
  for (let count = 2; taken.has(free); count += 1) {
    free = `${title} #${count}`;
  }
  return free;
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
