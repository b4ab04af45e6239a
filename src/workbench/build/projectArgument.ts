import * as vscode from 'vscode';
import { pickFolder } from '../folders';
import type { FolderProject } from './folderProject';
import type { FolderProjects } from './folderProjects';

/**
 * What a command of the **Workspace** view is called with: a row of it, a folder from a message's
 * button, or nothing from the palette.
 */
export type ProjectArgument =
  | { readonly folder: vscode.WorkspaceFolder; readonly target?: { readonly name: string } }
  | vscode.WorkspaceFolder
  | undefined;

/** The project that a command is about, and the target if a target's row was meant. */
export async function projectArgument(
  projects: FolderProjects,
  argument: ProjectArgument,
): Promise<{ readonly project: FolderProject; readonly target?: string }> {
  const target = argument && 'target' in argument ? argument.target.name : undefined;
  return {
    project: projects.of(await folderArgument(argument)),
    ...(target === undefined ? {} : { target }),
  };
}

/** The folder that a command is about. */
export async function folderArgument(argument: ProjectArgument): Promise<vscode.WorkspaceFolder> {
  // VS Code passes things of its own to commands in title menus.
  if (argument && 'folder' in argument) {
    return argument.folder;
  }
  return argument && 'uri' in argument ? argument : pickFolder();
}
