import type { RelatedLocation } from '../diagnostic';
import type { BuildContext } from './buildContext';
import {
  locationOf,
  type DiagnosticTool,
  type PendingDiagnostic,
  type ReportDiagnostic,
} from './diagnosticTool';

/**
 * Reads gcc and clang, which write alike: an include chain and a context, the message, the source
 * line with a caret, then notes.
 */
export class GccDiagnostics implements DiagnosticTool {
  private pending: PendingDiagnostic | undefined;
  /** Include chain and instantiation trace, said before the message that they belong to. */
  private preamble: RelatedLocation[] = [];
  private inPreamble = false;
  /** Old compilers echo the source line with no gutter, so the line after a message may be anything. */
  private mayEcho = false;

  constructor(
    private readonly context: BuildContext,
    private readonly report: ReportDiagnostic,
  ) {}

  take(line: string): boolean {
    return (
      this.takeMessage(line) ||
      this.takePreamble(line) ||
      this.takeDriverMessage(line) ||
      this.takeContinuation(line)
    );
  }

  flush(): void {
    if (this.pending) {
      this.report(this.pending);
    }
    this.pending = undefined;
    this.preamble = [];
    this.inPreamble = false;
    this.mayEcho = false;
  }

  private get source(): string {
    return this.context.place.compiler ?? 'gcc';
  }

  private takeMessage(line: string): boolean {
    const match = messageLine.exec(line);
    if (!match) {
      return false;
    }
    const [, path = '', lineNumber, column, kind = '', text = ''] = match;
    const location = locationOf(this.context.resolve(path), lineNumber, column);
    if (kind === 'note' || kind === 'remark') {
      this.pending?.related.push({ message: text, location });
    } else {
      this.start(kind, text, { location });
    }
    this.mayEcho = true;
    return true;
  }

  /** `g++: fatal error: Killed signal terminated program cc1plus`: no place in any source. */
  private takeDriverMessage(line: string): boolean {
    const match = driverLine.exec(line);
    if (!match) {
      return false;
    }
    const [, kind = '', text = ''] = match;
    if (summaries.test(text)) {
      this.flush();
    } else {
      this.start(kind, text, { location: locationOf(this.context.fallbackPath) });
    }
    return true;
  }

  private takePreamble(line: string): boolean {
    const included =
      /^(?:In file included|In module imported|\s+from| {17,}) *(?:from )?at? ?(.+?):(\d+)(?::(\d+))?[,:]$/.exec(
        line,
      );
    if (included && (line.startsWith('In ') || this.inPreamble)) {
      const [, path = '', lineNumber, column] = included;
      this.beginPreamble();
      this.preamble.push({
        message: 'included from here',
        location: locationOf(this.context.resolve(path), lineNumber, column),
      });
      return true;
    }
    if (/^\S.*: (?:In|At) .*:$/.test(line)) {
      this.beginPreamble();
      return true;
    }
    const trace = traceLine.exec(line);
    if (trace) {
      const [, path = '', lineNumber, column, text = ''] = trace;
      this.beginPreamble();
      this.preamble.push({
        message: text,
        location: locationOf(this.context.resolve(path), lineNumber, column),
      });
      return true;
    }
    return false;
  }

  private takeContinuation(line: string): boolean {
    if (!this.pending && !this.inPreamble) {
      return false;
    }
    if (
      /^(?:compilation terminated\.|\d+ (?:errors?|warnings?)(?: and \d+ errors?)? generated\.)$/.test(
        line,
      )
    ) {
      this.flush();
      return true;
    }
    if (/^\s/.test(line)) {
      return true;
    }
    const echo = this.mayEcho && line !== '' && !line.startsWith('[');
    this.mayEcho = false;
    return echo;
  }

  private beginPreamble(): void {
    if (!this.inPreamble) {
      this.flush();
      this.inPreamble = true;
    }
  }

  private start(kind: string, text: string, at: Pick<PendingDiagnostic, 'location'>): void {
    const related = this.inPreamble ? this.preamble : [];
    this.inPreamble = false;
    this.flush();
    const code = /^(.*) \[(-W[^\]]+)\]$/.exec(text);
    this.pending = {
      severity: kind.includes('warning') ? 'warning' : 'error',
      source: this.source,
      message: code?.[1] ?? text,
      ...(code?.[2] === undefined ? {} : { code: code[2] }),
      ...at,
      related,
    };
  }
}

const messageLine =
  /^([^\s[(][^()]*?|[^\s[][^:]*):(\d+):(?:(\d+):)? (fatal error|error|warning|note|remark|sorry, unimplemented|internal compiler error): (.*)$/;

const driverLine =
  /^(?:\S*\/)?(?:[\w.]+-)*(?:cc1(?:plus|obj)?|lto1|f951|gcc|g\+\+|cc|c\+\+|clang|clang\+\+|collect2)(?:-[\d.]+)?: (fatal error|error|warning|internal compiler error): (.*)$/;

/** `x.cpp:3:7:   required from here`, with two spaces or more where a severity would stand. */
const traceLine = /^([^\s[][^:]*):(\d+):(?:(\d+):)? {2,}(\S.*)$/;

/** What a driver says of errors that were reported before. */
const summaries =
  /^(?:all warnings being treated as errors|some warnings being treated as errors|linker command failed|ld returned \d+ exit status)/;
