import type { LogFilter } from '../domain/log/logFilter';
import type { LogLevel, LogStream } from '../domain/log/logLine';
import type { TextQuery } from '../domain/log/textMatcher';

/** What a log's page and its host say to each other. The lines are the host's; the page asks for those that it shows. */
export interface LogContract {
  readonly state: LogState;
  readonly toView: LogToView;
  readonly toHost: LogToHost;
}

/** What a log is opened with and keeps. */
export interface LogState {
  /** The id of the shown engine. */
  readonly engine: string;
  readonly container: { readonly id: string; readonly name: string };
  readonly range: LogRange;
  readonly filter: LogFilter;
  readonly find: TextQuery;
  readonly timestamps: boolean;
  readonly wrap: boolean;
}

/** How far back a log goes: the last lines, the last minutes, or everything where neither is said. */
export interface LogRange {
  readonly tail?: number;
  readonly minutes?: number;
}

/** A line as a page shows it. */
export interface LogRow {
  readonly number: number;
  readonly text: string;
  /** Characters that were left out at the end of a very long line. */
  readonly cut: number;
  readonly stream: LogStream;
  readonly time: number | undefined;
  readonly level: LogLevel | undefined;
}

/** How much there is. Positions count the lines that the filter lets pass; they rise when old lines go. */
export interface LogExtent {
  /** Changes when positions mean other lines than before. */
  readonly version: number;
  readonly first: number;
  readonly end: number;
  /** Characters of the longest line. */
  readonly longest: number;
  /** Lines that are kept, shown or not. */
  readonly kept: number;
  /** The filter or the search has not seen all lines yet. */
  readonly busy: boolean;
  /** A sentence on why nothing more comes now. */
  readonly note: string | undefined;
  readonly filterProblem: string | undefined;
  readonly findProblem: string | undefined;
  /** Lines that match the search. */
  readonly found: number;
}

type LogToView =
  | ({ readonly type: 'extent' } & LogExtent)
  | {
      readonly type: 'rows';
      readonly version: number;
      readonly from: number;
      readonly rows: readonly LogRow[];
    }
  /** Where the next match is, and which of all it is. */
  | { readonly type: 'match'; readonly position: number; readonly index: number };

export type LogToHost =
  | { readonly type: 'filter'; readonly filter: LogFilter; readonly find: TextQuery }
  | { readonly type: 'range'; readonly range: LogRange }
  | {
      readonly type: 'rows';
      readonly version: number;
      readonly from: number;
      readonly to: number;
    }
  /** The match after, or before, a position; round the end. */
  | { readonly type: 'find'; readonly from: number; readonly forward: boolean }
  | {
      readonly type: 'copy';
      readonly from: number;
      readonly to: number;
      readonly timestamps: boolean;
    }
  | { readonly type: 'save'; readonly timestamps: boolean }
  | { readonly type: 'clear' };
