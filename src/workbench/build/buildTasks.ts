import * as vscode from 'vscode';
import { DisposableStore, type Disposable } from '../../base/disposable';
import type { BuildStep } from '../../project/buildStep';
import { buildSideBySide } from '../several/buildSideBySide';
import type { SeveralContainers } from '../several/severalContainers';
import type { BuildRunner, BuildWatch } from './buildRunner';
import { BuildTerminal } from './buildTerminal';
import {
  drydockTaskType,
  parseDrydockTask,
  taskName,
  type DrydockTaskDefinition,
} from './drydockTask';
import type { FolderProjects } from './folderProjects';
import { ResumedBuild } from './resumedBuild';

/** How a task is run. */
interface TaskRun {
  /** What an earlier window has begun of it. */
  readonly begun?: BuildStep;
  /** The same of one that is done in several containers, by their names. */
  readonly begunBeside?: ReadonlyMap<string, BuildStep>;
  /** Its terminal is not brought to the front. */
  readonly quiet?: boolean;
  /** It is one of several, side by side. */
  readonly side?: SideRun;
}

/** What a task is run with that a command started. */
interface TaskExecution extends TaskRun {
  /** Cancels it from elsewhere than its terminal. */
  readonly cancelled?: AbortSignal;
  /** What an earlier window has begun, as it is followed here. */
  readonly resumed?: ResumedBuild;
}

interface RunningTask {
  readonly ended: Promise<number | undefined>;
  readonly cancel: () => void;
}

/** One of several tasks that run side by side. */
interface SideRun extends BuildWatch {
  /** Absent: as if it were alone. */
  readonly jobs?: number;
  /** Cancels it with the others. */
  readonly signal: AbortSignal;
}

/** Drydock's tasks: offered to VS Code, read from `tasks.json`, and run for the commands. */
export class BuildTasks implements vscode.TaskProvider, Disposable {
  private readonly owner = new DisposableStore();
  private readonly running = new Map<string, RunningTask>();
  private readonly terminals = new Set<BuildTerminal>();
  /** What an earlier window has begun, by folder and name, with the terminal that shows it. */
  private readonly resumed = new Map<string, ResumedTask>();

  /**
   * Resolves when it is known what an earlier window has begun: VS Code runs tasks again after a
   * reload by itself, and may do so before.
   */
  lookedForBegun: Promise<void> = Promise.resolve();

  constructor(
    private readonly projects: FolderProjects,
    private readonly several: SeveralContainers,
    private readonly runner: BuildRunner,
  ) {
    this.owner.add(vscode.tasks.registerTaskProvider(drydockTaskType, this));
  }

  /**
   * One build task for each folder, the one that Ctrl+Shift+B runs where there is a dev container, and
   * one for the containers that were chosen to build it side by side.
   */
  provideTasks(): vscode.Task[] {
    return (vscode.workspace.workspaceFolders ?? []).flatMap((folder) => {
      const containers = this.several.chosen(folder);
      const build = { type: drydockTaskType, task: 'build' } as const;
      return [
        this.task(folder, build),
        ...(containers.length > 1 ? [this.task(folder, { ...build, containers })] : []),
      ];
    });
  }

  resolveTask(task: vscode.Task): vscode.Task | undefined {
    const definition = parseDrydockTask(task.definition);
    const folder = folderOf(task);
    if (!definition || !folder) {
      return undefined;
    }
    // VS Code knows the task again only by the very definition that it passed.
    return this.task(folder, definition, undefined, task.definition);
  }

  /**
   * Runs a task as the user would, and resolves with its exit code; undefined when the user ended
   * it. One that runs already is waited for instead of started again.
   */
  run(
    folder: vscode.WorkspaceFolder,
    definition: DrydockTaskDefinition,
    how: TaskRun = {},
  ): Promise<number | undefined> {
    const id = idOf(folder, definition);
    const present = this.running.get(id);
    if (present) {
      // Whoever joins it may cancel it, too.
      how.side?.signal.addEventListener('abort', () => present.cancel(), { once: true });
      return present.ended;
    }
    const abort = new AbortController();
    const signals = [abort.signal, ...(how.side ? [how.side.signal] : [])];
    const execution = { ...how, cancelled: AbortSignal.any(signals) };
    const ended = this.execute(folder, definition, {
      ...execution,
      ...((how.begun ?? how.begunBeside)
        ? { resumed: this.follow(folder, definition, execution) }
        : {}),
    }).finally(() => this.running.delete(id));
    this.running.set(id, { ended, cancel: () => abort.abort() });
    return ended;
  }

  /** Follows what an earlier window has begun, for whichever terminal comes to show it. */
  private follow(
    folder: vscode.WorkspaceFolder,
    definition: DrydockTaskDefinition,
    how: TaskExecution,
  ): ResumedBuild {
    const id = idOf(folder, definition);
    const build = new ResumedBuild(async (write, signal) => {
      const exitCode = await this.perform(folder, definition, write, signal, how);
      this.resumed.delete(id);
      return exitCode;
    });
    this.resumed.set(id, { build });
    return build;
  }

  /** Whether a command or a session runs a task of the folder. */
  isBusy(folder: vscode.WorkspaceFolder): boolean {
    return [...this.running.keys()].some((id) =>
      id.startsWith(`[${JSON.stringify(folder.uri.toString())},`),
    );
  }

  /** Builds that run are left to the next window. */
  dispose(): void {
    for (const terminal of this.terminals) {
      terminal.leave();
    }
    this.owner.dispose();
  }

  private async execute(
    folder: vscode.WorkspaceFolder,
    definition: DrydockTaskDefinition,
    how: TaskExecution,
  ): Promise<number | undefined> {
    let exitCode: number | undefined;
    const onEnd = (code: number): void => void (exitCode = code);
    const task = this.task(folder, definition, onEnd, definition, how);
    if (how.quiet === true) {
      task.presentationOptions = {
        ...task.presentationOptions,
        reveal: vscode.TaskRevealKind.Never,
      };
    }
    const listeners = new DisposableStore();
    try {
      const ended = new Promise<void>((resolve) => {
        listeners.add(
          vscode.tasks.onDidEndTask(({ execution }) => {
            if (execution.task === task || sameTask(execution.task, task)) {
              resolve();
            }
          }),
        );
      });
      await vscode.tasks.executeTask(task);
      await ended;
      return exitCode;
    } finally {
      listeners.dispose();
    }
  }

  private task(
    folder: vscode.WorkspaceFolder,
    definition: DrydockTaskDefinition,
    onEnd: (exitCode: number) => void = () => undefined,
    given: vscode.TaskDefinition = definition,
    how: TaskExecution = {},
  ): vscode.Task {
    const task = new vscode.Task(
      given,
      folder,
      taskName(definition),
      drydockTaskType,
      new vscode.CustomExecution(() =>
        Promise.resolve(this.terminal(folder, definition, onEnd, how)),
      ),
      [],
    );
    task.detail = detail(definition);
    if (definition.task === 'build') {
      task.group = definition.containers ? vscode.TaskGroup.Build : this.buildGroup(folder);
    }
    task.presentationOptions = {
      reveal: vscode.TaskRevealKind.Always,
      panel: definition.containers ? vscode.TaskPanelKind.Dedicated : vscode.TaskPanelKind.Shared,
      clear: true,
      focus: false,
      showReuseMessage: false,
    };
    return task;
  }

  private terminal(
    folder: vscode.WorkspaceFolder,
    definition: DrydockTaskDefinition,
    onEnd: (exitCode: number) => void,
    how: TaskExecution,
  ): BuildTerminal {
    const id = idOf(folder, definition);
    const takeResumed = (): ResumedBuild | undefined => {
      const found = this.resumed.get(id);
      if (found) {
        this.resumed.set(id, { ...found, terminal });
      }
      return found?.build ?? how.resumed;
    };
    const terminal = new BuildTerminal(async (write, signal) => {
      this.terminals.add(terminal);
      await this.lookedForBegun;
      const resumed = takeResumed();
      const exitCode = await (resumed
        ? resumed.watch(write, signal)
        : this.perform(folder, definition, write, signal, how));
      this.terminals.delete(terminal);
      onEnd(exitCode);
      return exitCode;
    });
    // Its terminal makes room for this one: nobody has closed it.
    this.resumed.get(id)?.terminal?.leave();
    takeResumed();
    return terminal;
  }

  private async perform(
    folder: vscode.WorkspaceFolder,
    definition: DrydockTaskDefinition,
    write: (text: string) => void,
    ofTerminal: AbortSignal,
    { begun, begunBeside, side, cancelled }: TaskExecution,
  ): Promise<number> {
    const signal = cancelled ? AbortSignal.any([ofTerminal, cancelled]) : ofTerminal;
    const { containers = [] } = definition;
    const [containerName] = containers;
    if (containers.length > 1) {
      const services = { tasks: this, several: this.several, runner: this.runner };
      return buildSideBySide(services, folder, definition, write, signal, begunBeside);
    }
    return this.runner.reporting(write, async () => {
      const project =
        containerName === undefined
          ? this.projects.of(folder)
          : await this.several.find(folder, containerName);
      return this.runner.run(project, definition, write, signal, {
        ...(side?.jobs === undefined ? {} : { variant: { jobs: side.jobs } }),
        begun,
        watch: side,
      });
    });
  }

  /** Elsewhere the folder is built by something else, and VS Code asks. */
  private buildGroup(folder: vscode.WorkspaceFolder): vscode.TaskGroup {
    return this.projects.of(folder).container === undefined
      ? vscode.TaskGroup.Build
      : defaultBuildGroup;
  }
}

interface ResumedTask {
  readonly build: ResumedBuild;
  readonly terminal?: BuildTerminal;
}

function idOf(folder: vscode.WorkspaceFolder, definition: DrydockTaskDefinition): string {
  return JSON.stringify([folder.uri.toString(), taskName(definition)]);
}

/**
 * The API makes no group that is the default, though VS Code heeds it (TaskGroupDTO in
 * extHostTask.ts). A task that the user's own `tasks.json` marks as the default still comes first.
 */
const defaultBuildGroup = new Proxy(vscode.TaskGroup.Build, {
  get: (group, name): unknown => name === 'isDefault' || Reflect.get(group, name),
});

function sameTask(one: vscode.Task, other: vscode.Task): boolean {
  return (
    one.source === other.source &&
    one.name === other.name &&
    folderOf(one)?.uri.toString() === folderOf(other)?.uri.toString()
  );
}

/** A task of a workspace file belongs to no folder; a single one is meant then. */
function folderOf(task: vscode.Task): vscode.WorkspaceFolder | undefined {
  if (typeof task.scope === 'object') {
    return task.scope;
  }
  const folders = vscode.workspace.workspaceFolders ?? [];
  return folders.length === 1 ? folders[0] : undefined;
}

function detail({ task, target, containers }: DrydockTaskDefinition): string {
  if (containers) {
    return containers.length === 1
      ? vscode.l10n.t('In one container of the folder')
      : vscode.l10n.t('In {0} containers side by side', containers.length);
  }
  switch (task) {
    case 'build':
      return target === undefined
        ? vscode.l10n.t("Build in the folder's dev container")
        : vscode.l10n.t("Build the target {0} in the folder's dev container", target);
    case 'rebuild':
      return vscode.l10n.t("Remove what was built in the folder's dev container, and build");
    case 'clean':
      return vscode.l10n.t("Remove what was built in the folder's dev container");
    case 'compile':
      return vscode.l10n.t("Compile one file in the folder's dev container");
    case 'install':
      return vscode.l10n.t("Build and install in the folder's dev container");
    case 'package':
      return vscode.l10n.t("Build and package in the folder's dev container");
    case 'test':
      return vscode.l10n.t("Build and test in the folder's dev container");
    case 'workflow':
      return vscode.l10n.t("Run a workflow preset in the folder's dev container");
    case 'configure':
    case 'configureFresh':
      return vscode.l10n.t("Run CMake's configure step in the folder's dev container");
  }
}
