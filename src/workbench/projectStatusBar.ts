import * as vscode from 'vscode';
import { DisposableStore, type Disposable } from '../base/disposable';
import { offeredPresets } from '../domain/presets/cmakePresets';
import type { FolderProject } from './build/folderProject';
import type { FolderProjects } from './build/folderProjects';
import { commandIds } from './commandIds';
import { currentFolder } from './folders';

/** Dev container, build type and target in the status bar, and what is done with them. */
export class ProjectStatusBar implements Disposable {
  private readonly owner = new DisposableStore();
  private readonly container = this.item('container', 65, 'drydock.workspace.focus');
  private readonly buildType = this.item('buildType', 64, commandIds.buildSelectType);
  private readonly build = this.item('build', 63, commandIds.buildRun);
  private readonly target = this.item('target', 62, commandIds.buildSelectTarget);
  private readonly debug = this.item('debug', 61, commandIds.debugStart);
  private readonly run = this.item('run', 60, commandIds.debugRun);

  constructor(private readonly projects: FolderProjects) {
    this.build.text = '$(tools)';
    this.build.name = vscode.l10n.t('Drydock: Build');
    this.build.tooltip = vscode.l10n.t('Build in Container');
    this.debug.text = '$(debug-alt)';
    this.debug.name = vscode.l10n.t('Drydock: Debug');
    this.run.text = '$(play)';
    this.run.name = vscode.l10n.t('Drydock: Run');
    this.container.name = vscode.l10n.t('Drydock: Dev Container');
    this.buildType.name = vscode.l10n.t('Drydock: Build Type');
    this.target.name = vscode.l10n.t('Drydock: Target');
    const update = (): void => this.update();
    this.owner.add(projects.onDidChange(update));
    this.owner.add(vscode.window.onDidChangeActiveTextEditor(update));
    update();
  }

  dispose(): void {
    this.owner.dispose();
  }

  private update(): void {
    const folder = currentFolder();
    const project = folder && this.projects.of(folder);
    const container = project?.container;
    if (!container) {
      for (const item of this.items()) {
        item.hide();
      }
      return;
    }
    const running = container.state === 'running';
    this.container.text = `$(${running ? 'vm-running' : 'vm-outline'}) ${container.name}`;
    this.container.tooltip = vscode.l10n.t(
      'Dev container "{0}" of the folder "{1}": {2}',
      container.name,
      project.folder.name,
      container.state,
    );
    this.showPreset(project);
    this.showTarget(project);
    for (const item of this.items()) {
      item.show();
    }
    if (project.system === 'make' || project.system === 'commands') {
      this.buildType.hide();
    }
  }

  /** The presets where the folder is built by some, else the build type. */
  private showPreset(project: FolderProject): void {
    const { presets, configurePreset, buildType } = project;
    const build = project.presetBeside('build');
    const hasPresets = presets !== undefined && offeredPresets(presets, 'configure').length > 0;
    this.buildType.command = hasPresets ? commandIds.buildSelectPreset : commandIds.buildSelectType;
    this.buildType.text = configurePreset?.label ?? buildType;
    this.buildType.tooltip = configurePreset
      ? build
        ? vscode.l10n.t('Configure preset {0}, build preset {1}', configurePreset.name, build.name)
        : vscode.l10n.t('Configure preset {0}', configurePreset.name)
      : vscode.l10n.t('Build type');
  }

  private showTarget({ activeTarget }: FolderProject): void {
    const name = activeTarget?.name ?? '';
    this.target.text = name === '' ? vscode.l10n.t('no target') : name;
    this.target.tooltip = vscode.l10n.t('Program to run and debug');
    this.debug.tooltip = vscode.l10n.t('Debug {0} in Container', name);
    this.run.tooltip = vscode.l10n.t('Run {0} in Container', name);
  }

  private items(): readonly vscode.StatusBarItem[] {
    return [this.container, this.buildType, this.build, this.target, this.debug, this.run];
  }

  private item(id: string, priority: number, command: string): vscode.StatusBarItem {
    const item = this.owner.add(
      vscode.window.createStatusBarItem(`drydock.${id}`, vscode.StatusBarAlignment.Left, priority),
    );
    item.command = command;
    return item;
  }
}
