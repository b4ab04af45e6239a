import type { RelatedLocation, SourceLocation } from '../diagnostic';
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
  /** The include chain of the pending message; it goes last, since a trace or a note says more. */
  private includes: readonly RelatedLocation[] = [];
  /** Said before the message that it belongs to; a note may have an include chain of its own. */
  private preamble: Preamble | undefined;
  /** gcc names an include chain once for all messages in a row that lie in the same file. */
  private lastChain:
    { readonly path: string; readonly includes: readonly RelatedLocation[] } | undefined;
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
    this.emit();
    this.preamble = undefined;
    this.lastChain = undefined;
    this.mayEcho = false;
  }

  private emit(): void {
    if (this.pending) {
      this.report({ ...this.pending, related: [...this.pending.related, ...this.includes] });
    }
    this.pending = undefined;
    this.includes = [];
  }

  private takeMessage(line: string): boolean {
    const match = messageLine.exec(line);
    if (!match) {
      return false;
    }
    const [, path = '', lineNumber, column, kind = '', text = ''] = match;
    const location = this.locate(path, lineNumber, column);
    if (kind === 'note' || kind === 'remark') {
      this.pending?.related.push({ message: text.trim(), location });
      this.preamble = undefined;
    } else {
      this.start(kind, text, location);
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
      this.start(kind, text, locationOf(this.context.fallbackPath));
    }
    return true;
  }

  private takePreamble(line: string): boolean {
    const included = includeLine.exec(line);
    if (included && (line.startsWith('In') || this.preamble)) {
      const [, path = '', lineNumber, column] = included;
      const one = {
        message: 'included from here',
        location: this.locate(path, lineNumber, column),
      };
      this.preamble ??= { includes: [], trace: [] };
      // gcc goes on from the inside out on lines that begin with "from"; clang begins outside.
      if (line.startsWith('In')) {
        this.preamble.includes.unshift(one);
      } else {
        this.preamble.includes.push(one);
      }
      return true;
    }
    if (contextLine.test(line)) {
      this.preamble ??= { includes: [], trace: [] };
      return true;
    }
    const trace = traceLine.exec(line);
    if (trace) {
      const [, path = '', lineNumber, column, message = ''] = trace;
      this.preamble ??= { includes: [], trace: [] };
      this.preamble.trace.push({ message, location: this.locate(path, lineNumber, column) });
      return true;
    }
    return false;
  }

  private takeContinuation(line: string): boolean {
    if (!this.pending && !this.preamble) {
      return false;
    }
    if (endLine.test(line)) {
      this.flush();
      return true;
    }
    const echo = this.mayEcho && line !== '' && !line.startsWith('[');
    this.mayEcho = false;
    return echo || /^\s/.test(line);
  }

  private start(kind: string, text: string, location: SourceLocation): void {
    this.emit();
    const { trace = [], includes = [] } = this.preamble ?? {};
    if (includes.length > 0) {
      this.lastChain = { path: location.path, includes };
    } else if (this.lastChain?.path !== location.path) {
      this.lastChain = undefined;
    }
    this.preamble = undefined;
    const code = /^(.*) \[(-[Wf][^\]]+)\]$/.exec(text);
    this.pending = {
      severity: kind.includes('warning') ? 'warning' : 'error',
      source: this.context.place.compiler ?? 'gcc',
      message: code?.[1] ?? text,
      ...(code?.[2] === undefined ? {} : { code: code[2] }),
      location,
      related: trace,
    };
    this.includes = this.lastChain?.includes ?? [];
  }

  private locate(
    path: string,
    line: string | undefined,
    column: string | undefined,
  ): SourceLocation {
    return locationOf(this.context.resolve(path), line, column);
  }
}

interface Preamble {
  /** From the inside out. */
  readonly includes: RelatedLocation[];
  readonly trace: RelatedLocation[];
}

const messageLine =
  /^([^\s[:][^:]*):(\d+):(?:(\d+):)? (fatal error|error|warning|note|remark|sorry, unimplemented|internal compiler error): (.*)$/;

const driverLine =
  /^(?:\S*\/)?(?:[\w.]+-)*(?:cc1(?:plus|obj)?|lto1|gcc|g\+\+|cc|c\+\+|clang|clang\+\+|collect2)(?:-[\d.]+)?: (fatal error|error|warning|internal compiler error): (.*)$/;

const includeLine =
  /^(?:In file included from|In module imported at| +from) (\S.*?):(\d+)(?::(\d+))?[,:]$/;

/** `x.cpp: In function 'int main()':`, which adds nothing to the message that follows. */
const contextLine = /^[^\s[].*: (?:In|At) .*:$/;

/** `x.cpp:3:7:   required from here`, with two blanks or more where a severity would stand. */
const traceLine = /^([^\s[:][^:]*):(\d+):(?:(\d+):)? {2,}(\S.*)$/;

const endLine =
  /^(?:compilation terminated\.|\d+ (?:error|warning)s?(?: and \d+ errors?)? generated\.)$/;

/** What a driver says of errors that were reported before. */
const summaries =
  /^(?:(?:all|some) warnings being treated as errors|linker command failed|ld returned \d+ exit status)/;
