import { posix } from 'node:path';
import * as vscode from 'vscode';
import { UserError } from '../../base/errors';
import type { ShownCache } from '../../contracts/cacheContract';
import { findPreset } from '../../domain/presets/cmakePresets';
import type { BuildTimes } from '../../domain/buildTimes';
import type { BuildSink } from '../../project/buildSink';
import type { BuildResult } from '../../project/cmakeProject';
import { withPreset } from '../../project/presetSettings';
import { readCMakeCache } from '../../project/readCMakeCache';
import { hostPathOfOutput, readBuildTimes } from '../../project/readBuildTimes';
import { pathMapOf } from '../devContainer/devContainers';
import type { FolderProject } from './folderProject';
import { requireCMake } from './openProject';

/** Compiles one source of the host. */
export function compileSource(
  project: FolderProject,
  hostPath: string,
  sink: BuildSink,
  signal?: AbortSignal,
): Promise<BuildResult> {
  const { folder, container } = project;
  const sourceContainerPath = container && pathMapOf(container).toContainer(hostPath);
  if (sourceContainerPath === undefined) {
    throw new UserError(
      vscode.l10n.t('The dev container of "{0}" does not see "{1}".', folder.name, hostPath),
    );
  }
  return project.perform({ kind: 'compile', sourceContainerPath }, sink, signal);
}

/** Builds and installs below a folder: relative to the project's, or absolute in the container. */
export function installProject(
  folderProject: FolderProject,
  prefix: string,
  sink: BuildSink,
  signal?: AbortSignal,
): Promise<BuildResult> {
  return folderProject.inTurn(signal, (project, settings) => {
    const prefixContainerPath = posix.resolve(project.sourceContainerPath, prefix);
    return project.perform(settings, { kind: 'install', prefixContainerPath }, sink, signal);
  });
}

/** Runs all steps of a workflow preset. */
export function runWorkflow(
  folderProject: FolderProject,
  name: string,
  sink: BuildSink,
  signal?: AbortSignal,
): Promise<BuildResult> {
  const { folder } = folderProject;
  return folderProject.inTurn(signal, (project, plain) => {
    const { presets } = folderProject;
    const workflow = findPreset(presets, 'workflow', name);
    const step = workflow?.uses.find(({ kind }) => kind === 'configure');
    const configure = findPreset(presets, 'configure', step?.name);
    if (!presets || !configure) {
      throw new UserError(
        vscode.l10n.t('The folder "{0}" has no workflow preset "{1}".', folder.name, name),
      );
    }
    const settings = withPreset(plain, presets, configure, {}, project.sourceContainerPath);
    return requireCMake(project, folder).runWorkflow(settings, name, sink, signal);
  });
}

/** Builds and packages, as a package preset says where one is named. */
export function packageProject(
  folderProject: FolderProject,
  name: string | undefined,
  sink: BuildSink,
  signal?: AbortSignal,
): Promise<BuildResult> {
  const { folder } = folderProject;
  return folderProject.inTurn(signal, (project, usual) => {
    if (name === undefined) {
      return project.perform(usual, { kind: 'package' }, sink, signal);
    }
    const { presets } = folderProject;
    const preset = findPreset(presets, 'package', name);
    const configure = findPreset(presets, 'configure', preset?.uses[0]?.name);
    if (!presets || !preset || !configure) {
      throw new UserError(
        vscode.l10n.t('The folder "{0}" has no package preset "{1}".', folder.name, name),
      );
    }
    const settings =
      usual.preset?.configure === configure.name
        ? usual
        : withPreset(usual, presets, configure, {}, project.sourceContainerPath);
    const { configurations } = preset;
    const job = { kind: 'package', preset: { name, configurations } } as const;
    return requireCMake(project, folder).perform(settings, job, sink, signal);
  });
}

/** Whether building a target, or what is built by default, would do nothing. */
export function isUpToDate(
  folderProject: FolderProject,
  target: string | undefined,
): Promise<boolean> {
  const wanted = target ?? folderProject.defaultTarget;
  return folderProject.opened((project, settings) =>
    project.isUpToDate(settings, wanted === undefined ? [] : [wanted]),
  );
}

/** What is in CMake's cache; undefined before the first configure step. */
export function readCache(folderProject: FolderProject): Promise<ShownCache | undefined> {
  return folderProject.opened(async (opened, settings) => {
    const project = requireCMake(opened, folderProject.folder);
    const { engine, container } = project;
    const buildContainerPath = project.buildContainerPath(settings);
    const variables = await readCMakeCache(engine, container, buildContainerPath);
    return variables && { buildContainerPath, variables };
  });
}

/** How long the steps of the build folder took. */
export function buildTimes(
  folderProject: FolderProject,
  signal?: AbortSignal,
): Promise<BuildTimes> {
  return folderProject.opened(
    (project, settings) =>
      readBuildTimes(
        project.engine,
        project.container,
        project.buildContainerPath(settings),
        signal,
      ),
    signal,
  );
}

/** The source on the host that an output of the build folder was made from, or the output itself. */
export function sourceOf(folderProject: FolderProject, output: string): Promise<string> {
  return folderProject.opened((project, settings) => {
    const place = {
      sourceDirectory: project.sourceContainerPath,
      buildDirectory: project.buildContainerPath(settings),
    };
    return Promise.resolve(hostPathOfOutput(place, project.pathMap, output));
  });
}
