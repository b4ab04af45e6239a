import { basename } from 'node:path';
import * as process from 'node:process';
import * as vscode from 'vscode';
import { DisposableStore, type Disposable } from '../../base/disposable';
import { UserError } from '../../base/errors';
import { workspaceFolderLabel, type ContainerSummary } from '../../domain/container';
import { devcontainerFileLabel, type Devcontainer } from '../../domain/devcontainer/devcontainer';
import { devcontainerId } from '../../domain/devcontainer/devcontainerId';
import type { DevcontainerProblem } from '../../domain/devcontainer/devcontainerReader';
import {
  lineOf,
  parseDevcontainer,
  type ParsedDevcontainer,
} from '../../domain/devcontainer/parseDevcontainer';
import type { ContainerEngine } from '../../engine/containerEngine';
import { remotePlaceOf, type RemotePlace } from '../../project/runLifecycle';
import { textOf } from '../editedFile';

/** A `devcontainer.json` that can be used. */
export interface DevcontainerFile {
  readonly uri: vscode.Uri;
  /** Relative to its folder, with slashes. */
  readonly path: string;
  readonly devcontainer: Devcontainer;
  readonly problems: readonly DevcontainerProblem[];
}

/** Finds and reads the `devcontainer.json` files of folders, and shows in Problems what is strange about them. */
export class DevcontainerFiles implements Disposable {
  private readonly owner = new DisposableStore();
  private readonly diagnostics = this.owner.add(
    vscode.languages.createDiagnosticCollection('drydock devcontainer.json'),
  );

  constructor() {
    // One that was looked at is looked at again when it is changed.
    this.owner.add(
      vscode.workspace.onDidChangeTextDocument(({ document }) => {
        const folder = vscode.workspace.getWorkspaceFolder(document.uri);
        if (folder && this.diagnostics.has(document.uri)) {
          this.parse(folder, document);
        }
      }),
    );
  }

  /** Where other tools look for them, in the same order. */
  async find(folder: vscode.WorkspaceFolder): Promise<vscode.Uri[]> {
    const pattern =
      '{.devcontainer.json,.devcontainer/devcontainer.json,.devcontainer/*/devcontainer.json}';
    // Without `exclude` the files that the settings hide would be left out.
    const found = await vscode.workspace.findFiles(
      new vscode.RelativePattern(folder, pattern),
      null,
      50,
    );
    const places = ['.devcontainer/devcontainer.json', '.devcontainer.json'];
    const rank = (uri: vscode.Uri): number =>
      places.includes(pathIn(folder, uri)) ? places.indexOf(pathIn(folder, uri)) : places.length;
    return found.sort((a, b) => rank(a) - rank(b) || a.path.localeCompare(b.path));
  }

  /** What a file says; a {@link UserError} that leads to the place when it cannot be used. */
  async read(folder: vscode.WorkspaceFolder, uri: vscode.Uri): Promise<DevcontainerFile> {
    // What stands in an editor counts, saved or not.
    const document = await vscode.workspace.openTextDocument(uri);
    const { devcontainer, problems } = this.parse(folder, document);
    const path = pathIn(folder, uri);
    if (devcontainer) {
      return { uri, path, devcontainer, problems };
    }
    const problem = problems.find(({ severity }) => severity === 'error');
    const position = document.positionAt(problem?.offset ?? 0);
    throw new UserError(
      vscode.l10n.t(
        '"{0}" cannot be used because of line {1}: {2}',
        path,
        lineOf(document.getText(), problem?.offset ?? 0),
        problem?.message ?? '',
      ),
      [
        {
          title: vscode.l10n.t('Show the Line'),
          command: 'vscode.open',
          args: [uri, { selection: new vscode.Range(position, position) }],
        },
      ],
    );
  }

  /** The file that a container was made from, where its folder is open and the file can be used. */
  async fileOf(labels: Readonly<Record<string, string>>): Promise<DevcontainerFile | undefined> {
    const path = labels[devcontainerFileLabel];
    const folder = vscode.workspace.workspaceFolders?.find(
      ({ uri }) => uri.fsPath === labels[workspaceFolderLabel],
    );
    if (path === undefined || !folder || !vscode.workspace.isTrusted) {
      return undefined;
    }
    const uri = vscode.Uri.joinPath(folder.uri, path);
    if ((await textOf(uri)) === undefined) {
      return undefined;
    }
    const document = await vscode.workspace.openTextDocument(uri);
    const { devcontainer, problems } = this.parse(folder, document);
    return devcontainer && { uri, path, devcontainer, problems };
  }

  /** How programs are started in a container that was made from a file. */
  async placeIn(
    engine: ContainerEngine,
    { id, labels }: Pick<ContainerSummary, 'id' | 'labels'>,
    signal?: AbortSignal,
  ): Promise<RemotePlace | undefined> {
    const file = await this.fileOf(labels);
    return file && remotePlaceOf(engine, id, file.devcontainer, signal);
  }

  dispose(): void {
    this.owner.dispose();
  }

  private parse(folder: vscode.WorkspaceFolder, document: vscode.TextDocument): ParsedDevcontainer {
    const parsed = parseDevcontainer(document.getText(), {
      localWorkspaceFolder: folder.uri.fsPath,
      localWorkspaceFolderBasename: basename(folder.uri.fsPath),
      devcontainerId: devcontainerId(folder.uri.fsPath, document.uri.fsPath),
      localEnv: process.env,
    });
    this.diagnostics.set(
      document.uri,
      parsed.problems.map((problem) => diagnostic(document, problem)),
    );
    return parsed;
  }
}

/** The path of a file in its folder, with slashes. */
export function pathIn(folder: vscode.WorkspaceFolder, uri: vscode.Uri): string {
  return uri.path.slice(folder.uri.path.length).replace(/^\/+/, '');
}

const severities = {
  error: vscode.DiagnosticSeverity.Error,
  warning: vscode.DiagnosticSeverity.Warning,
  information: vscode.DiagnosticSeverity.Information,
} as const;

function diagnostic(
  document: vscode.TextDocument,
  { severity, message, offset, length }: DevcontainerProblem,
): vscode.Diagnostic {
  const range = new vscode.Range(document.positionAt(offset), document.positionAt(offset + length));
  const shown = new vscode.Diagnostic(range, message, severities[severity]);
  shown.source = 'Drydock';
  return shown;
}
