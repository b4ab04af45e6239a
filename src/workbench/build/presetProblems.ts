import * as vscode from 'vscode';
import { DisposableStore, type Disposable } from '../../base/disposable';
import { pathMapOf } from '../devContainer/devContainers';
import type { FolderProject } from './folderProject';
import type { FolderProjects } from './folderProjects';

/** What CMake will refuse in the presets of the folders, in **Problems**; reads changed files again. */
export class PresetProblems implements Disposable {
  private readonly owner = new DisposableStore();
  private readonly collection = this.owner.add(
    vscode.languages.createDiagnosticCollection('drydock-presets'),
  );

  constructor(private readonly projects: FolderProjects) {
    this.owner.add(projects.onDidChange(() => this.show()));
    const watcher = this.owner.add(vscode.workspace.createFileSystemWatcher('**/*.json'));
    const changed = (uri: vscode.Uri): void => {
      const folder = vscode.workspace.getWorkspaceFolder(uri);
      if (folder && isOfPresets(projects.of(folder), uri)) {
        projects.readPresetsInBackground(folder);
      }
    };
    this.owner.add(watcher.onDidChange(changed));
    this.owner.add(watcher.onDidCreate(changed));
    this.owner.add(watcher.onDidDelete(changed));
  }

  dispose(): void {
    this.owner.dispose();
  }

  private show(): void {
    const byFile = new Map<string, vscode.Diagnostic[]>();
    for (const { presets, container } of this.projects.all) {
      for (const { containerPath, place, message } of presets?.problems ?? []) {
        const hostPath = container && pathMapOf(container).toHost(containerPath);
        if (hostPath === undefined) {
          continue;
        }
        const start = new vscode.Position(place.line - 1, place.column - 1);
        const shown = new vscode.Diagnostic(
          new vscode.Range(start, start.translate(0, place.length)),
          message,
          vscode.DiagnosticSeverity.Error,
        );
        shown.source = 'Drydock';
        byFile.set(hostPath, [...(byFile.get(hostPath) ?? []), shown]);
      }
    }
    this.collection.clear();
    for (const [hostPath, problems] of byFile) {
      this.collection.set(vscode.Uri.file(hostPath), problems);
    }
  }
}

function isOfPresets({ folder, presets, container }: FolderProject, uri: vscode.Uri): boolean {
  const names = ['CMakePresets.json', 'CMakeUserPresets.json'];
  const hostPath = uri.fsPath;
  return (
    names.some((name) => vscode.Uri.joinPath(folder.uri, name).fsPath === hostPath) ||
    (container !== undefined &&
      presets?.files.some(
        ({ containerPath }) => pathMapOf(container).toHost(containerPath) === hostPath,
      ) === true)
  );
}
