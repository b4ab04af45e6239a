import * as vscode from 'vscode';
import { CancelledError, UserError } from '../../base/errors';
import type { CMakeTarget } from '../../domain/cmakeTarget';
import { debugType } from '../../domain/launchConfiguration';
import type { BuildTasks } from '../build/buildTasks';
import { drydockTaskType, exitCodes } from '../build/drydockTask';
import type { FolderProject } from '../build/folderProject';
import { requireExecutable } from '../build/pickTarget';
import { requireTrust } from '../trust';
import { isUpToDate } from '../build/projectJobs';
import { saveChangedFiles } from '../build/saveChangedFiles';
import { settings } from '../settings';
import { requireDebugger } from './requireDebugger';

/** Builds an executable and says how it is launched, without a `launch.json`. */
export class Launcher {
  constructor(private readonly tasks: BuildTasks) {}

  /**
   * Builds what is to be run, the active executable unless a target is named, and makes its launch
   * configuration. Throws when the build fails.
   */
  async prepare(
    project: FolderProject,
    {
      noDebug,
      targetName,
    }: { readonly noDebug: boolean; readonly targetName?: string | undefined },
  ): Promise<vscode.DebugConfiguration> {
    requireTrust();
    if (!noDebug) {
      await requireDebugger(project);
    }
    const target = targetName ?? (await this.buildTheActive(project)).name;
    if (targetName !== undefined) {
      await project.setActiveTarget(targetName);
      await this.build(project, targetName);
    }
    return { type: debugType, request: 'launch', name: target, program: target };
  }

  /** Builds a target, or all, where CMake has never run, so that its targets are known. */
  async knowTargets(project: FolderProject, target?: string): Promise<void> {
    if (!project.targets) {
      await this.build(project, target);
    }
  }

  /** Until CMake has run once, the targets are not known, so that the user is asked after a build. */
  private async buildTheActive(project: FolderProject): Promise<CMakeTarget> {
    if (!project.targets) {
      await this.knowTargets(project);
      return requireExecutable(project);
    }
    const target = await requireExecutable(project);
    await this.build(project, target.name);
    return target;
  }

  private async build(project: FolderProject, target: string | undefined): Promise<void> {
    if (!(await isBuildNeeded(project, target))) {
      return;
    }
    const exitCode = await this.tasks.run(project.folder, {
      type: drydockTaskType,
      task: 'build',
      ...(target === undefined ? {} : { target }),
    });
    if (
      exitCode === undefined ||
      exitCode === exitCodes.cancelled ||
      exitCode === exitCodes.refused
    ) {
      throw new CancelledError();
    }
    if (exitCode !== 0) {
      throw new UserError(
        vscode.l10n.t(
          'The build of "{0}" failed, so nothing was started.',
          target ?? project.folder.name,
        ),
        [
          {
            title: vscode.l10n.t('Show Problems'),
            command: 'workbench.panel.markers.view.focus',
          },
        ],
      );
    }
  }
}

/** As the settings say; what was never built is built whatever they say. */
async function isBuildNeeded(project: FolderProject, target: string | undefined): Promise<boolean> {
  const when = settings.buildBeforeRun(project.folder.uri);
  if (when === 'always' || !project.targets) {
    return true;
  }
  if (when === 'never') {
    return false;
  }
  await saveChangedFiles(project.folder);
  return !(await isUpToDate(project, target));
}
