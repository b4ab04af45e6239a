import type { LogBuffer } from './logBuffer';
import type { LinePredicate } from './logFilter';

/**
 * The numbers of the lines of a buffer that a predicate takes, in order. It reads the buffer by and
 * by, so that a long one holds nothing up. Its positions are kept when old lines go.
 */
export class LineIndex {
  private numbers: number[] = [];
  private head = 0;
  private gone = 0;
  private read: number;

  constructor(
    private readonly buffer: LogBuffer,
    private readonly accepts: LinePredicate,
  ) {
    this.read = buffer.first;
  }

  /** The position of the oldest line that it has. */
  get first(): number {
    return this.gone;
  }

  /** The position after the newest. */
  get end(): number {
    return this.gone + this.numbers.length - this.head;
  }

  /** Reads on, at most this many lines; false when there are more. */
  advance(lines: number): boolean {
    this.forget();
    const end = Math.min(this.buffer.end, this.read + lines);
    for (; this.read < end; this.read += 1) {
      const line = this.buffer.at(this.read);
      if (line && this.accepts(line)) {
        this.numbers.push(this.read);
      }
    }
    return this.read === this.buffer.end;
  }

  /** The number of the line at a position. */
  numberAt(position: number): number | undefined {
    return position < this.gone ? undefined : this.numbers[this.head + position - this.gone];
  }

  /** The position of the first line with this number or a higher one. */
  positionFrom(number: number): number {
    let low = this.head;
    let high = this.numbers.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.numbers[middle] ?? 0) < number) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return this.gone + low - this.head;
  }

  private forget(): void {
    const { first } = this.buffer;
    this.read = Math.max(this.read, first);
    while (this.head < this.numbers.length && (this.numbers[this.head] ?? 0) < first) {
      this.head += 1;
      this.gone += 1;
    }
    if (this.head > 65_536) {
      this.numbers = this.numbers.slice(this.head);
      this.head = 0;
    }
  }
}
