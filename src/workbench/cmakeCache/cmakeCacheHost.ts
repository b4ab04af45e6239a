import * as vscode from 'vscode';
import { errorMessage, UserError } from '../../base/errors';
import type { CacheContract, CacheState, ShownCache } from '../../contracts/cacheContract';
import { definitionsOf } from '../../domain/cmakeCache';
import type { BuildTasks } from '../build/buildTasks';
import { drydockTaskType } from '../build/drydockTask';
import type { FolderProject } from '../build/folderProject';
import type { FolderProjects } from '../build/folderProjects';
import { readCache } from '../build/projectJobs';
import { isCancellation } from '../messages';

const buildTypeVariable = 'CMAKE_BUILD_TYPE';

/** The host's half of the cache: reads it from the container, and has CMake change it. */
export class CMakeCacheHost {
  private last: ShownCache | undefined;

  constructor(
    private readonly view: { post(message: CacheContract['toView']): void },
    private readonly state: CacheState,
    private readonly projects: FolderProjects,
    private readonly tasks: BuildTasks,
  ) {}

  /** The page is shown; the cache may have changed while it was not. */
  ready(): Promise<void> {
    return this.read();
  }

  async receive(message: CacheContract['toHost']): Promise<void> {
    switch (message.type) {
      case 'read':
        await this.read();
        break;
      case 'configure':
        await this.configure(message.changed);
        break;
    }
  }

  dispose(): void {
    this.last = undefined;
  }

  private async read(): Promise<void> {
    this.view.post({ type: 'reading' });
    try {
      const cache = await readCache(this.project());
      if (!cache) {
        this.view.post({
          type: 'failed',
          message: vscode.l10n.t('CMake has not run yet. Configure in the container first.'),
        });
        return;
      }
      this.last = cache;
      this.view.post({ type: 'read', cache });
    } catch (error) {
      if (!isCancellation(error)) {
        this.view.post({ type: 'failed', message: errorMessage(error) });
      }
    }
  }

  private async configure(changed: Readonly<Record<string, string>>): Promise<void> {
    const project = this.project();
    const { folder } = project;
    const { [buildTypeVariable]: buildType, ...others } = changed;
    this.view.post({ type: 'configuring' });
    if (buildType !== undefined && !project.configurePreset) {
      // The next build would put the chosen one back.
      await project.choices.remember('buildType', buildType);
    }
    const define = definitionsOf(
      this.last?.variables ?? [],
      project.configurePreset ? changed : others,
    );
    const exitCode = await this.tasks.run(folder, {
      type: drydockTaskType,
      task: 'configure',
      ...(define.length === 0 ? {} : { define }),
    });
    if (exitCode === 0) {
      this.view.post({ type: 'configured' });
      await this.read();
      return;
    }
    this.view.post({
      type: 'failed',
      message: vscode.l10n.t('CMake did not take the changes; the terminal says why.'),
    });
  }

  private project(): FolderProject {
    const found = this.projects.all.find(
      ({ folder }) => folder.uri.toString() === this.state.folder,
    );
    if (!found) {
      throw new UserError(
        vscode.l10n.t('The folder "{0}" is not open any more.', this.state.label),
      );
    }
    return found;
  }
}
