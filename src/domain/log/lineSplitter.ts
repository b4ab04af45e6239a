/** A line of this many characters is cut, so that a program without line ends cannot fill the memory. */
const longestLine = 1_000_000;

/** Makes lines of bytes that were cut anywhere, also within a character of UTF-8. */
export class LineSplitter {
  private readonly decoder = new TextDecoder();
  private pending = '';

  /** The lines that are complete now. A line ends at a line feed; a return before it is taken off. */
  take(bytes: Uint8Array): string[] {
    return this.split(this.decoder.decode(bytes, { stream: true }));
  }

  /** The rest, when nothing comes any more. */
  end(): string[] {
    const lines = this.split(this.decoder.decode());
    const { pending } = this;
    this.pending = '';
    return pending === '' ? lines : [...lines, shown(pending)];
  }

  private split(text: string): string[] {
    const lines: string[] = [];
    let start = 0;
    for (let end = text.indexOf('\n'); end !== -1; end = text.indexOf('\n', start)) {
      lines.push(shown(this.pending + text.slice(start, end)));
      this.pending = '';
      start = end + 1;
    }
    this.pending += text.slice(start);
    if (this.pending.length > longestLine) {
      lines.push(shown(this.pending));
      this.pending = '';
    }
    return lines;
  }
}

function shown(line: string): string {
  return line.endsWith('\r') ? line.slice(0, -1) : line;
}
