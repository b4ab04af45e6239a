/** A problem that a build tool reported. Paths are the container's until `pathMap` converts them. */
export interface Diagnostic {
  readonly severity: 'error' | 'warning' | 'information';
  readonly message: string;
  /** The tool that said so: `gcc`, `clang`, `ld`, `cmake`, `nvcc`, `ninja`, `make`. */
  readonly source: string;
  /** Such as `-Wunused-variable`. */
  readonly code?: string;
  /**
   * What was being made when the tool said so, as a container path: a source that was compiled, or an
   * object, a program or a library. Absent when nothing tells.
   */
  readonly origin?: string;
  readonly location: SourceLocation;
  readonly related: readonly RelatedLocation[];
}

export interface SourceLocation {
  readonly path: string;
  /** From 1; 1 when the tool named none. */
  readonly line: number;
  /** From 1, in the tool's own columns; absent when the tool named none. */
  readonly column?: number;
  /** In the same columns, just behind what the tool underlined; absent when it showed no more than a place. */
  readonly endColumn?: number;
  /** Present where columns may be others than an editor's: what tells how the tool counted them. */
  readonly caret?: Caret;
  /** Said of a diagnostic after `pathMap` converted it: no mount shows this path on the host. */
  readonly onlyInContainer?: boolean;
}

/** What a tool showed of the line, with a caret below it. */
type Caret =
  | {
      /** From 1. */
      readonly column: number;
      /** The line as the tool showed it, tabs expanded or not; empty when it is not known. */
      readonly echo: string;
    }
  | {
      /** What stood above the caret and behind it, which the source may have one column further. */
      readonly tail: string;
    };

export interface RelatedLocation {
  readonly message: string;
  readonly location: SourceLocation;
}

/** The same for two diagnostics that say the same at the same place, whatever led to them. */
export function diagnosticKey({ severity, message, location }: Diagnostic): string {
  return `${severity}\n${location.path}\n${location.line}\n${location.column ?? 0}\n${message}`;
}
