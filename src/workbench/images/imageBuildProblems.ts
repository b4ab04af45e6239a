import * as vscode from 'vscode';
import type { Disposable } from '../../base/disposable';
import { errorMessage } from '../../base/errors';
import type { BuildTrace } from '../../domain/imageBuild/buildTrace';

/** Where the last build of each Dockerfile failed, in **Problems** and in the editor. */
export class ImageBuildProblems implements Disposable {
  private readonly collection = vscode.languages.createDiagnosticCollection('drydock-image');

  /** A new build begins. */
  clear(source: vscode.Uri): void {
    this.collection.delete(source);
  }

  /** Marks the instruction that failed and shows it, without taking the keyboard from the user. */
  async show(source: vscode.Uri, trace: BuildTrace, error: unknown): Promise<void> {
    const failure = trace.failure(
      [errorMessage(error), error instanceof Error ? errorMessage(error.cause) : ''].join('\n'),
    );
    if (!failure) {
      return;
    }
    const document = await vscode.workspace.openTextDocument(source);
    const first = document.lineAt(Math.min(failure.line, document.lineCount) - 1);
    const last = document.lineAt(Math.min(failure.endLine, document.lineCount) - 1);
    const range = new vscode.Range(
      first.range.start.translate(0, first.firstNonWhitespaceCharacterIndex),
      last.range.end,
    );
    const problem = new vscode.Diagnostic(
      range,
      [errorMessage(error), ...failure.output].join('\n'),
      vscode.DiagnosticSeverity.Error,
    );
    problem.source = 'Drydock';
    this.collection.set(source, [problem]);
    await vscode.window.showTextDocument(document, {
      preserveFocus: true,
      selection: new vscode.Range(range.start, range.start),
    });
  }

  dispose(): void {
    this.collection.dispose();
  }
}
