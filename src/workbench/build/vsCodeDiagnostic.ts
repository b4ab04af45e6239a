import * as vscode from 'vscode';
import type { Diagnostic, SourceLocation } from '../../domain/diagnostic';
import { codeLink } from '../../domain/diagnostics/codeLink';

/**
 * A diagnostic as VS Code shows it; `where` makes the address of a file. Of several containers, those
 * that said it are named.
 */
export function toVsCodeDiagnostic(
  diagnostic: Diagnostic,
  where: (location: SourceLocation) => vscode.Uri,
  containerNames: readonly string[] = [],
): vscode.Diagnostic {
  const { code, location, message, related, source } = diagnostic;
  const shown = new vscode.Diagnostic(rangeOf(location), message, severityOf(diagnostic));
  shown.source = containerNames.length === 0 ? source : `${source} · ${containerNames.join(', ')}`;
  if (code !== undefined) {
    const link = codeLink(diagnostic);
    shown.code = link === undefined ? code : { value: code, target: vscode.Uri.parse(link) };
  }
  if (code === '-Wdeprecated-declarations') {
    shown.tags = [vscode.DiagnosticTag.Deprecated];
  } else if (code !== undefined && unneeded.test(code)) {
    shown.tags = [vscode.DiagnosticTag.Unnecessary];
  }
  shown.relatedInformation = related.map(
    (one) =>
      new vscode.DiagnosticRelatedInformation(
        new vscode.Location(where(one.location), rangeOf(one.location)),
        one.message,
      ),
  );
  return shown;
}

/** VS Code widens an empty range to the word that stands there. */
function rangeOf({ line, column, endColumn }: SourceLocation): vscode.Range {
  const row = Math.max(0, line - 1);
  if (column === undefined) {
    return new vscode.Range(row, 0, row, Number.MAX_SAFE_INTEGER);
  }
  const start = Math.max(0, column - 1);
  return new vscode.Range(row, start, row, Math.max(start, (endColumn ?? column) - 1));
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

/** Warnings about code that could as well not be there. */
const unneeded =
  /^-W(?:error=)?unused-(?:variable|parameter|function|but-set|local-typedef|label|const|private-field|member|lambda)/;
