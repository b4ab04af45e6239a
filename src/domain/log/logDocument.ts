import { stripAnsi } from '../diagnostics/ansi';
import { LineIndex } from './lineIndex';
import { LogBuffer, type LogLimits } from './logBuffer';
import { everything, logPredicate, noQuery, type LinePredicate, type LogFilter } from './logFilter';
import type { LogLine, NumberedLine } from './logLine';
import type { TextQuery } from './textMatcher';

/** Lines are read in steps of this many, so that a filter holds nothing else up. */
const step = 10_000;

/** A log as it is looked at: its newest lines, those that a filter shows, and those that a search finds. */
export class LogDocument {
  private readonly buffer: LogBuffer;
  private filter = everything;
  private query = noQuery;
  private shown: LineIndex;
  private found: LineIndex | undefined;
  private changes = 0;
  private longestLine = 0;
  filterProblem: string | undefined;
  findProblem: string | undefined;

  constructor(limits: LogLimits) {
    this.buffer = new LogBuffer(limits);
    this.shown = new LineIndex(this.buffer, () => true);
  }

  /** Changes when positions mean other lines than before. */
  get version(): number {
    return this.changes;
  }

  get first(): number {
    return this.shown.first;
  }

  get end(): number {
    return this.shown.end;
  }

  get kept(): number {
    return this.buffer.end - this.buffer.first;
  }

  get longest(): number {
    return this.longestLine;
  }

  get matches(): number {
    return this.found ? this.found.end - this.found.first : 0;
  }

  add(lines: readonly LogLine[]): void {
    for (const line of lines) {
      this.buffer.add(line);
      this.longestLine = Math.max(this.longestLine, line.text.length);
    }
  }

  clear(): void {
    this.buffer.clear();
    this.longestLine = 0;
    this.look(this.filter, this.query);
  }

  /** What is shown and what is looked for. A filter whose expression is none leaves the one before. */
  look(filter: LogFilter, query: TextQuery): void {
    const shows = logPredicate(filter);
    this.filterProblem = 'problem' in shows ? shows.problem : undefined;
    const isShown = 'problem' in shows ? this.predicate(this.filter) : shows;
    this.filter = 'problem' in shows ? this.filter : filter;
    this.query = query;
    this.shown = new LineIndex(this.buffer, isShown);
    this.changes += 1;
    this.seek(isShown, query);
  }

  /** Brings what is shown and found up to date, a step at a time; false when there is more to do. */
  advance(): boolean {
    const isRead = this.shown.advance(step);
    return (this.found?.advance(step) ?? true) && isRead;
  }

  /** The shown lines from a position to before another. */
  lines(from: number, to: number): NumberedLine[] {
    const lines: NumberedLine[] = [];
    for (let position = Math.max(from, this.first); position < to; position += 1) {
      const number = this.shown.numberAt(position);
      const line = number === undefined ? undefined : this.buffer.at(number);
      if (!line) {
        break;
      }
      lines.push(line);
    }
    return lines;
  }

  /** The match nearest after, or before, a position, going round; and which of all it is, from 1. */
  match(from: number, forward: boolean): { position: number; index: number } | undefined {
    const { found } = this;
    if (!found || this.matches === 0) {
      return undefined;
    }
    const number = this.shown.numberAt(Math.min(Math.max(from, this.first), this.end - 1)) ?? 0;
    const after = found.positionFrom(number + (forward && from >= this.first ? 1 : 0));
    const wanted = forward
      ? after < found.end
        ? after
        : found.first
      : after > found.first
        ? after - 1
        : found.end - 1;
    return {
      position: this.shown.positionFrom(found.numberAt(wanted) ?? 0),
      index: wanted - found.first + 1,
    };
  }

  /** Shown lines as plain text. */
  *text(from: number, to: number, timestamps: boolean): Generator<string> {
    for (let position = from; position < to; position += step) {
      for (const line of this.lines(position, Math.min(to, position + step))) {
        const time = line.time === undefined ? '' : `${new Date(line.time).toISOString()} `;
        yield `${timestamps ? time : ''}${stripAnsi(line.text)}\n`;
      }
    }
  }

  private seek(isShown: LinePredicate, query: TextQuery): void {
    const seeks = logPredicate({ ...everything, query });
    this.findProblem = 'problem' in seeks ? seeks.problem : undefined;
    this.found =
      'problem' in seeks || query.text === ''
        ? undefined
        : new LineIndex(this.buffer, (line) => isShown(line) && seeks(line));
  }

  private predicate(filter: LogFilter): LinePredicate {
    const predicate = logPredicate(filter);
    return 'problem' in predicate ? () => true : predicate;
  }
}
