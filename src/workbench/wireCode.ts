import * as vscode from 'vscode';
import { DisposableStore, type Disposable } from '../base/disposable';
import { projectArgument, type ProjectArgument } from './build/projectArgument';
import type { FolderProject } from './build/folderProject';
import type { FolderProjects } from './build/folderProjects';
import { CodeProviders } from './code/codeProviders';
import { commandIds } from './commandIds';
import { containerScheme } from './files/fileUris';
import type { SharedParts } from './sharedParts';

/** Wires what understands the code. */
export function wireCode(shared: SharedParts, projects: FolderProjects): Disposable {
  const { context, register, engines, log } = shared;
  const owner = new DisposableStore();
  const providers = owner.add(new CodeProviders(context, engines.current, projects, log));
  const about = (id: string, work: (project: FolderProject) => Promise<void>): void => {
    register(id, async (argument: ProjectArgument) => {
      const { project } = await projectArgument(projects, argument);
      await work(project);
    });
  };
  about(commandIds.codeUseContainer, (project) => providers.useContainer(project));
  about(commandIds.codeUseHost, (project) => providers.useHost(project));
  about(commandIds.codeRestart, (project) => providers.restart(project));
  about(commandIds.codeStop, (project) => providers.stop(project));
  owner.add(vscode.workspace.onDidOpenTextDocument(speakCpp));
  return owner;
}

/** The headers of C++ have no extension by which an editor would know them. */
function speakCpp(document: vscode.TextDocument): void {
  const { scheme, path } = document.uri;
  if (
    scheme === containerScheme &&
    document.languageId === 'plaintext' &&
    /\/c\+\+\/[^.]*$/.test(path)
  ) {
    void vscode.languages.setTextDocumentLanguage(document, 'cpp'); // The editor shows it, or not.
  }
}
