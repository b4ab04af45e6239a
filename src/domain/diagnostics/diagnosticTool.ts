import type { Diagnostic, RelatedLocation, SourceLocation } from '../diagnostic';

/** What reads the lines of one tool out of a build's output. */
export interface DiagnosticTool {
  /** Takes a line when it is this tool's, or goes on with what this tool said before. */
  take(line: string): boolean;
  /** Another tool spoke, or the output ended: what was being collected is complete. */
  flush(): void;
}

/** Called with each diagnostic as soon as it is complete. */
export type ReportDiagnostic = (diagnostic: Diagnostic) => void;

/** Called with each diagnostic once for each thing that was made; `isNew` the first time of these. */
export type ReportMade = (diagnostic: Diagnostic, isNew: boolean) => void;

/** A diagnostic that is still being collected. */
export interface PendingDiagnostic {
  readonly severity: Diagnostic['severity'];
  readonly source: string;
  message: string;
  code?: string;
  origin?: string;
  location: SourceLocation;
  readonly related: RelatedLocation[];
}

/** A location from the pieces that an expression captured. */
export function locationOf(path: string, line?: string, column?: string): SourceLocation {
  return {
    path,
    line: Math.max(1, Number(line ?? 1)),
    ...(column === undefined ? {} : { column: Math.max(1, Number(column)) }),
  };
}

/** The origin as a property, where there is one. */
export function withOrigin(origin: string | undefined): { readonly origin?: string } {
  return origin === undefined ? {} : { origin };
}
