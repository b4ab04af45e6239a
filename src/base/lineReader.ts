/** Puts text that comes in pieces, which may end anywhere, together to lines. */
export class LineReader {
  private unfinished = '';

  /** The lines that have ended, without their ends. */
  push(text: string): string[] {
    const lines = (this.unfinished + text).split('\n');
    this.unfinished = lines.pop() ?? '';
    return lines.map((line) => line.replace(/\r$/, ''));
  }

  /** Nothing more comes: the last line, if it had no end. */
  end(): string[] {
    const last = this.unfinished;
    this.unfinished = '';
    return last === '' ? [] : [last];
  }
}
