import * as vscode from 'vscode';
import { CancelledError, UserError } from '../../base/errors';
import {
  composeProjectLabel,
  composeProjectOf,
  type ComposeProject,
} from '../../domain/compose/composeProject';
import type { ContainerSummary } from '../../domain/container';
import { connectedSnapshots } from '../connectedSnapshot';
import type { ContainersNode } from '../containers/containerNodes';
import type { Engines, ShownEngine } from '../engine/engines';
import { engineLabel } from '../engine/engineLabel';

/** What a Compose command is given: a row of the **Containers** view, a file, or nothing at all. */
export type ComposeArgument = ContainersNode | vscode.Uri | undefined;

/** A project that has containers. */
export interface RunningProject {
  readonly shown: ShownEngine;
  readonly project: ComposeProject;
  readonly containers: readonly ContainerSummary[];
}

/** The project that a command is for: that of the row, else the one picked. */
export async function chooseProject(
  engines: Engines,
  argument: ComposeArgument,
  question: string,
): Promise<RunningProject> {
  const own = projectOfRow(argument);
  if (own) {
    return own;
  }
  const all = await projectsOf(engines);
  if (all.length === 0) {
    throw new UserError(
      vscode.l10n.t(
        'There are no containers of a Compose project. Run "Compose Up" on a file of Compose.',
      ),
    );
  }
  return pick(
    all.map((project) => projectItem(engines, project)),
    question,
  );
}

/** What **Compose Up** is for: a project that has containers, or a file of Compose. */
export async function chooseProjectOrFile(
  engines: Engines,
  argument: ComposeArgument,
): Promise<RunningProject | vscode.Uri> {
  if (argument instanceof vscode.Uri) {
    return argument;
  }
  const own = projectOfRow(argument);
  if (own) {
    return own;
  }
  const [projects, files] = await Promise.all([projectsOf(engines), findComposeFiles()]);
  if (projects.length + files.length === 0) {
    throw new UserError(
      vscode.l10n.t('There is no file of Compose in this workspace, such as "compose.yaml".'),
    );
  }
  const fileItems = files.map((file) => ({
    label: vscode.workspace.asRelativePath(file),
    description: vscode.l10n.t('file'),
    iconPath: new vscode.ThemeIcon('file-code'),
    choice: file,
  }));
  return pick<RunningProject | vscode.Uri>(
    [...projects.map((project) => projectItem(engines, project)), ...fileItems],
    vscode.l10n.t('Which services should be created and started?'),
  );
}

function projectOfRow(argument: ComposeArgument): RunningProject | undefined {
  if (argument === undefined || argument instanceof vscode.Uri) {
    return undefined;
  }
  const containers =
    argument.kind === 'group'
      ? argument.containers
      : 'container' in argument
        ? [argument.container]
        : [];
  const name = containers[0]?.labels[composeProjectLabel];
  return name === undefined || name === '' || !('engine' in argument)
    ? undefined
    : projectNamed(argument.engine, name);
}

/** With all of its containers: a group of the view shows only those that its filter lets through. */
function projectNamed(shown: ShownEngine, name: string): RunningProject {
  const containers = shown.store.snapshot.containers.filter(
    ({ labels }) => labels[composeProjectLabel] === name,
  );
  return { shown, project: composeProjectOf(name, containers), containers };
}

async function projectsOf(engines: Engines): Promise<readonly RunningProject[]> {
  return (await connectedSnapshots(engines)).flatMap(({ engine, snapshot }) => {
    const names = snapshot.containers.map(({ labels }) => labels[composeProjectLabel] ?? '');
    return [...new Set(names)]
      .filter((name) => name !== '')
      .sort()
      .map((name) => projectNamed(engine, name));
  });
}

/** An empty alternative in braces is none to VS Code. */
async function findComposeFiles(): Promise<vscode.Uri[]> {
  const files = await vscode.workspace.findFiles(
    '**/{compose,compose.*,docker-compose,docker-compose.*}.{yml,yaml}',
    '**/{node_modules,.git,build}/**',
    100,
  );
  // What overrides another file is read with that one.
  return files
    .filter(({ path }) => !/\.override\.ya?ml$/.test(path))
    .sort((a, b) => a.path.localeCompare(b.path));
}

interface Choice<T> extends vscode.QuickPickItem {
  readonly choice: T;
}

function projectItem(engines: Engines, project: RunningProject): Choice<RunningProject> {
  const { shown, containers } = project;
  const running = containers.filter(({ state }) => state === 'running').length;
  return {
    label: project.project.name,
    description: vscode.l10n.t('{0} of {1} running', running, containers.length),
    ...(engines.all.length > 1 ? { detail: engineLabel(shown) } : {}),
    iconPath: new vscode.ThemeIcon('layers'),
    choice: project,
  };
}

async function pick<T>(items: readonly Choice<T>[], question: string): Promise<T> {
  const picked = await vscode.window.showQuickPick(items, { placeHolder: question });
  if (!picked) {
    throw new CancelledError();
  }
  return picked.choice;
}
