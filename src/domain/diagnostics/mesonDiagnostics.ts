import type { BuildContext } from './buildContext';
import { locationOf, type DiagnosticTool, type ReportDiagnostic } from './diagnosticTool';

/** Reads what Meson says of a project's definition: `../meson.build:3:0: ERROR: …`, on one line. */
export class MesonDiagnostics implements DiagnosticTool {
  constructor(
    private readonly context: BuildContext,
    private readonly report: ReportDiagnostic,
  ) {}

  take(line: string): boolean {
    const match =
      /^([^\s:][^:]*meson(?:\.build|_options\.txt|\.options)|meson\.build):(\d+)(?::(\d+))?: (ERROR|WARNING): (.*)$/.exec(
        line,
      );
    if (!match) {
      return false;
    }
    const [, path = '', lineNumber, column, kind, message = ''] = match;
    this.report({
      severity: kind === 'ERROR' ? 'error' : 'warning',
      source: 'meson',
      message,
      // Meson counts columns from 0, and says 0 where it knows none.
      location: locationOf(
        this.context.resolve(path),
        lineNumber,
        column === undefined || column === '0' ? undefined : String(Number(column) + 1),
      ),
      related: [],
    });
    return true;
  }

  flush(): void {
    // Every message is one line, so nothing is ever being collected.
  }
}
