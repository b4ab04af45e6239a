import * as vscode from 'vscode';
import { DisposableStore, type Disposable } from '../../base/disposable';
import type { Diagnostic, SourceLocation } from '../../domain/diagnostic';

/** The problems of the last build of each folder, shown in **Problems** while they come. */
export class BuildProblems implements Disposable {
  private readonly owner = new DisposableStore();
  private readonly collection = this.owner.add(
    vscode.languages.createDiagnosticCollection('drydock'),
  );
  private readonly byFolder = new Map<string, Map<string, vscode.Diagnostic[]>>();

  /** Takes away what the last build of the folder found, and returns where this one's problems go. */
  begin(folder: vscode.WorkspaceFolder): (diagnostic: Diagnostic) => void {
    const id = folder.uri.toString();
    for (const uri of this.byFolder.get(id)?.keys() ?? []) {
      this.collection.delete(vscode.Uri.parse(uri));
    }
    const problems = new Map<string, vscode.Diagnostic[]>();
    this.byFolder.set(id, problems);
    const waiting = new Set<string>();
    const show = (): void => {
      for (const uri of waiting) {
        this.collection.set(vscode.Uri.parse(uri), problems.get(uri));
      }
      waiting.clear();
    };
    return (diagnostic) => {
      const uri = uriOf(diagnostic.location, folder).toString();
      const list = problems.get(uri) ?? [];
      problems.set(uri, list);
      list.push(toVsCode(diagnostic, folder));
      // A file's whole list is sent each time, so what comes in one turn is sent together.
      if (waiting.size === 0) {
        setImmediate(show);
      }
      waiting.add(uri);
    };
  }

  dispose(): void {
    this.owner.dispose();
  }
}

function toVsCode(diagnostic: Diagnostic, folder: vscode.WorkspaceFolder): vscode.Diagnostic {
  const shown = new vscode.Diagnostic(
    rangeOf(diagnostic.location),
    diagnostic.location.onlyInContainer === true
      ? `${diagnostic.location.path}:${diagnostic.location.line}: ${diagnostic.message}`
      : diagnostic.message,
    severityOf(diagnostic),
  );
  shown.source = diagnostic.source;
  if (diagnostic.code !== undefined) {
    shown.code = diagnostic.code;
  }
  shown.relatedInformation = diagnostic.related
    .filter(({ location }) => location.onlyInContainer !== true)
    .map(
      ({ message, location }) =>
        new vscode.DiagnosticRelatedInformation(
          new vscode.Location(uriOf(location, folder), rangeOf(location)),
          message,
        ),
    );
  return shown;
}

/** A place that only the container has is shown at the project's own definition. */
function uriOf(location: SourceLocation, folder: vscode.WorkspaceFolder): vscode.Uri {
  return location.onlyInContainer === true
    ? vscode.Uri.joinPath(folder.uri, 'CMakeLists.txt')
    : vscode.Uri.file(location.path);
}

/** VS Code widens an empty range to the word that stands there. */
function rangeOf(location: SourceLocation): vscode.Range {
  if (location.onlyInContainer === true) {
    return new vscode.Range(0, 0, 0, 0);
  }
  const line = Math.max(0, location.line - 1);
  const start = Math.max(0, (location.column ?? 1) - 1);
  const end = location.column === undefined ? Number.MAX_SAFE_INTEGER : start;
  return new vscode.Range(line, start, line, end);
}

function severityOf({ severity }: Diagnostic): vscode.DiagnosticSeverity {
  switch (severity) {
    case 'error':
      return vscode.DiagnosticSeverity.Error;
    case 'warning':
      return vscode.DiagnosticSeverity.Warning;
    case 'information':
      return vscode.DiagnosticSeverity.Information;
  }
}
