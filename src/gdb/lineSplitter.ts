const lineFeed = 0x0a;

/** Cuts a byte stream into lines, wherever the chunks end; the work grows with the bytes alone. */
export class LineSplitter {
  private parts: Buffer[] = [];

  constructor(private readonly onLine: (line: Buffer) => void) {}

  push(chunk: Buffer): void {
    let start = 0;
    for (;;) {
      const end = chunk.indexOf(lineFeed, start);
      if (end < 0) {
        break;
      }
      this.finish(chunk.subarray(start, end));
      start = end + 1;
    }
    if (start < chunk.length) {
      this.parts.push(chunk.subarray(start));
    }
  }

  /** Delivers what is left without a line end. */
  end(): void {
    if (this.parts.length > 0) {
      this.finish(Buffer.alloc(0));
    }
  }

  private finish(tail: Buffer): void {
    const line = this.parts.length === 0 ? tail : Buffer.concat([...this.parts, tail]);
    this.parts = [];
    this.onLine(line);
  }
}
