import { stripAnsi } from '../diagnostics/ansi';
import { LineSplitter } from './lineSplitter';
import { goesOn, levelOf } from './logLevel';
import type { LogLevel, LogLine, LogStream } from './logLine';
import { readStamp } from './logStamp';

interface Source {
  splitter: LineSplitter;
  level: LogLevel | undefined;
}

interface StampedLogLine extends LogLine {
  readonly stamp: string;
}

/**
 * Makes lines of a log's bytes, whose lines begin with timestamps. After a break in the connection it
 * passes over what it has given before.
 */
export class LogReader {
  private readonly sources: Readonly<Record<LogStream, Source>> = {
    stdout: { splitter: new LineSplitter(), level: undefined },
    stderr: { splitter: new LineSplitter(), level: undefined },
  };
  private waiting: StampedLogLine[] = [];
  private newest: { readonly stamp: string; readonly time: number } | undefined;
  private given: { readonly stamp: string; readonly time: number } | undefined;

  /** When the last line was written: where to go on from. */
  get lastTime(): number | undefined {
    return this.newest?.time;
  }

  take(stream: LogStream, bytes: Uint8Array): void {
    this.read(stream, this.sources[stream].splitter.take(bytes));
  }

  /** The log has ended; what is read next begins where {@link lastTime} was, or later. */
  end(): void {
    for (const stream of ['stdout', 'stderr'] as const) {
      const source = this.sources[stream];
      this.read(stream, source.splitter.end());
      source.splitter = new LineSplitter();
    }
    this.given = this.newest;
  }

  /** The lines since the last call, in the order in which they were written. */
  lines(): LogLine[] {
    const lines = this.waiting;
    this.waiting = [];
    // The two streams come by ways of their own; the timestamps tell how they were mixed.
    return isInOrder(lines) ? lines : lines.sort((a, b) => compare(a, b));
  }

  private read(stream: LogStream, lines: readonly string[]): void {
    const source = this.sources[stream];
    for (const line of lines) {
      const { stamp, time, text } = readStamp(line);
      if (this.given && time !== undefined && !isAfter(stamp, time, this.given)) {
        continue;
      }
      const own = stripAnsi(text);
      const level = levelOf(own) ?? (goesOn(own) ? source.level : undefined);
      source.level = level;
      this.waiting.push({ text, stream, time, level, stamp });
      if (time !== undefined && (!this.newest || isAfter(stamp, time, this.newest))) {
        this.newest = { stamp, time };
      }
    }
  }
}

function isAfter(stamp: string, time: number, than: { stamp: string; time: number }): boolean {
  return time === than.time ? stamp > than.stamp : time > than.time;
}

function isInOrder(lines: readonly StampedLogLine[]): boolean {
  return lines.every((line, index) => {
    const before = lines[index - 1];
    return before === undefined || compare(before, line) <= 0;
  });
}

function compare(a: StampedLogLine, b: StampedLogLine): number {
  const byTime = (a.time ?? 0) - (b.time ?? 0);
  return byTime !== 0 || a.stamp === b.stamp ? byTime : a.stamp < b.stamp ? -1 : 1;
}
