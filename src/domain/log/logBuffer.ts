import { logLevels, type LogLine, type NumberedLine } from './logLine';

/** How much of a log is kept. */
export interface LogLimits {
  readonly lines: number;
  readonly characters: number;
}

/** Lines come and go by pages: nothing is moved, and what went is free at once. */
const pageLines = 4096;

interface Page {
  readonly texts: string[];
  readonly times: Float64Array;
  readonly kinds: Uint8Array;
  characters: number;
}

/** The newest lines of a log, as many as its limits allow. */
export class LogBuffer {
  private pages: Page[] = [];
  private firstPage = 0;
  private characters = 0;
  private next = 0;

  constructor(private readonly limits: LogLimits) {}

  /** The number of the oldest line that is kept. */
  get first(): number {
    return this.firstPage * pageLines;
  }

  /** The number that the next line will have. */
  get end(): number {
    return this.next;
  }

  add(line: LogLine): NumberedLine {
    const number = this.next;
    const index = number % pageLines;
    let page = this.pages.at(-1);
    if (!page || index === 0) {
      page = {
        texts: [],
        times: new Float64Array(pageLines),
        kinds: new Uint8Array(pageLines),
        characters: 0,
      };
      this.pages.push(page);
    }
    page.texts.push(line.text);
    page.times[index] = line.time ?? Number.NaN;
    page.kinds[index] = kindOf(line);
    page.characters += line.text.length;
    this.characters += line.text.length;
    this.next += 1;
    this.makeRoom();
    return { ...line, number };
  }

  at(number: number): NumberedLine | undefined {
    const page = this.pages[Math.floor(number / pageLines) - this.firstPage];
    const index = number % pageLines;
    const text = page?.texts[index];
    const kind = page?.kinds[index];
    if (!page || text === undefined || kind === undefined) {
      return undefined;
    }
    const time = page.times[index] ?? Number.NaN;
    return {
      number,
      text,
      stream: (kind & 1) === 0 ? 'stdout' : 'stderr',
      time: Number.isNaN(time) ? undefined : time,
      level: logLevels[(kind >> 1) - 1],
    };
  }

  /** Forgets all lines; numbers go on. */
  clear(): void {
    this.pages = [];
    this.characters = 0;
    this.firstPage = Math.ceil(this.next / pageLines);
    this.next = this.firstPage * pageLines;
  }

  private makeRoom(): void {
    const { lines, characters } = this.limits;
    while (
      this.pages.length > 1 &&
      (this.next - this.first - pageLines >= lines || this.characters > characters)
    ) {
      this.characters -= this.pages.shift()?.characters ?? 0;
      this.firstPage += 1;
    }
  }
}

function kindOf({ stream, level }: LogLine): number {
  const rank = level === undefined ? 0 : logLevels.indexOf(level) + 1;
  return (rank << 1) | (stream === 'stderr' ? 1 : 0);
}
