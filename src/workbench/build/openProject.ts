import * as process from 'node:process';
import * as vscode from 'vscode';
import { UserError } from '../../base/errors';
import type { Logger } from '../../base/logger';
import type { BuildSystem } from '../../domain/buildSystem';
import type { ContainerSummary } from '../../domain/container';
import type { Toolchain } from '../../domain/toolchain';
import type { ContainerEngine } from '../../engine/containerEngine';
import { CMakeProject, type ProjectPlace } from '../../project/cmakeProject';
import type { ContainerProject } from '../../project/containerProject';
import { findBuildSystem } from '../../project/findBuildSystem';
import { PlainProject } from '../../project/plainProject';
import { folderContainerPath, pathMapOf } from '../devContainer/devContainers';
import { settings } from '../settings';

/** A folder in its container, as what builds it: CMake, Meson, a Makefile, or commands of the settings. */
export async function openProject(
  { engine, log }: { readonly engine: ContainerEngine; readonly log: Logger },
  folder: vscode.WorkspaceFolder,
  container: ContainerSummary,
  { toolchain, system: last }: { readonly toolchain: Toolchain; readonly system?: BuildSystem },
  signal?: AbortSignal,
): Promise<ContainerProject> {
  const uid = process.getuid?.();
  const gid = process.getgid?.();
  const place: ProjectPlace = {
    container: container.name,
    sourceContainerPath: folderContainerPath(folder, container),
    pathMap: pathMapOf(container),
    ...(uid === undefined || gid === undefined ? {} : { hostUser: { uid, gid } }),
  };
  const commands = settings.buildCommands(folder.uri);
  // Looked for at each time, since files come and go, except where CMake was found.
  const system =
    last === 'cmake' && commands.build === undefined
      ? last
      : await findBuildSystem(engine, container.id, place.sourceContainerPath, commands, signal);
  return system === 'cmake'
    ? new CMakeProject(engine, place, toolchain, log)
    : new PlainProject(engine, place, toolchain, system, log);
}

/** The project, if CMake builds it. */
export function requireCMake(
  project: ContainerProject,
  folder: vscode.WorkspaceFolder,
): CMakeProject {
  return cmakeOr(
    project,
    vscode.l10n.t(
      'This is for folders that CMake builds, and "{0}" is not one of them.',
      folder.name,
    ),
  );
}

/** The same for who wants its tests: the Testing view shows those of ctest. */
export function requireTests(
  project: ContainerProject,
  folder: vscode.WorkspaceFolder,
): CMakeProject {
  return cmakeOr(
    project,
    vscode.l10n.t(
      'The folder "{0}" is not built by CMake, so ctest knows no tests of it, and there is no coverage. The task "drydock: test" runs the tests that it has.',
      folder.name,
    ),
  );
}

function cmakeOr(project: ContainerProject, refusal: string): CMakeProject {
  if (project instanceof CMakeProject) {
    return project;
  }
  throw new UserError(refusal);
}
