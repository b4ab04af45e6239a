import { stripAnsi } from '../diagnostics/ansi';
import type { LogLevel, LogLine, LogStream } from './logLine';
import { textMatcher, type TextQuery } from './textMatcher';

/** Which lines of a log are shown. */
export interface LogFilter {
  readonly query: TextQuery;
  /** Lines without a level have the level `other`. */
  readonly hiddenLevels: readonly (LogLevel | 'other')[];
  readonly stream: LogStream | 'both';
}

export type LinePredicate = (line: LogLine) => boolean;

export const noQuery: TextQuery = { text: '', isRegex: false, matchCase: false };

export const everything: LogFilter = { query: noQuery, hiddenLevels: [], stream: 'both' };

/** The test of a filter, or why its expression cannot be used. */
export function logPredicate(filter: LogFilter): LinePredicate | { readonly problem: string } {
  const matcher = textMatcher(filter.query);
  if ('problem' in matcher) {
    return matcher;
  }
  const hidden = new Set(filter.hiddenLevels);
  return (line) =>
    (filter.stream === 'both' || line.stream === filter.stream) &&
    !hidden.has(line.level ?? 'other') &&
    (filter.query.text === '' || matcher.matches(stripAnsi(line.text)));
}
