import type { RelatedLocation, SourceLocation } from '../diagnostic';
import type { BuildContext } from './buildContext';
import {
  locationOf,
  type DiagnosticTool,
  withOrigin,
  type PendingDiagnostic,
  type ReportDiagnostic,
} from './diagnosticTool';
import { isEchoPlain } from './sourceColumns';

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
  /** The next caret underlines what the pending message is about. */
  private awaitsCaret = false;
  /** The line of the source above that caret, where a gutter tells where it begins. */
  private echo = '';
  /** The line of the source that the analyzer's next events belong to. */
  private eventLine: string | undefined;

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
    this.eventLine = undefined;
    this.includes = [];
  }

  private takeMessage(line: string): boolean {
    const match = messageLine.exec(line);
    if (!match) {
      return false;
    }
    const [, path = '', lineNumber, column, ranges, kind = '', text = ''] = match;
    const location = this.locate(path, lineNumber, column);
    if (kind === 'note' || kind === 'remark') {
      this.startNote(text, location);
    } else {
      this.start(kind, text, { ...location, ...endOfRange(ranges, location) });
      this.awaitsCaret = true;
      this.echo = '';
    }
    this.mayEcho = true;
    return true;
  }

  /** `#pragma message` stands alone; every other note explains the message before it. */
  private startNote(text: string, location: SourceLocation): void {
    this.awaitsCaret = false;
    if (/^['‘]?#pragma message/.test(text)) {
      this.start('note', text, location);
      return;
    }
    this.pending?.related.push({ message: text.trim(), location });
    this.preamble = undefined;
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
      this.awaitsCaret = false;
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
    if (this.awaitsCaret) {
      this.takeCaret(line);
    }
    this.takeEvent(line);
    const echo = this.mayEcho && line !== '' && !line.startsWith('[');
    this.mayEcho = false;
    return echo || /^(?:\s|fix-it:")/.test(line);
  }

  /** gcc's analyzer draws its path below the message: a line of the source, and its events below it. */
  private takeEvent(line: string): void {
    const source = /^ +\| +(\d+) \|/.exec(line)?.[1];
    if (source !== undefined) {
      this.eventLine = source;
      return;
    }
    const event = this.eventLine === undefined ? null : /^ +\|[ |]*(\(\d+\) .*)$/.exec(line);
    if (event?.[1] !== undefined && this.pending) {
      const location = locationOf(this.pending.location.path, this.eventLine);
      this.pending.related.push({ message: event[1], location });
    }
  }

  /** What the caret line underlines behind the caret, below the line that is echoed: `~~^~~~`. */
  private takeCaret(line: string): void {
    const echoed = /^ *\d+ \| (.*)$/.exec(line)?.[1];
    if (echoed !== undefined) {
      this.echo = echoed;
      return;
    }
    const caret = /^(\s*\| )?([\s~]*)\^(~*)/.exec(line);
    if (!caret || !this.pending) {
      return;
    }
    this.awaitsCaret = false;
    const [, gutter, before = '', tildes = ''] = caret;
    const { location } = this.pending;
    const { column } = location;
    if (column === undefined) {
      return;
    }
    const at = before.length + 1;
    // Without a gutter nobody knows where the echoed line begins.
    const isSure = gutter === undefined || isEchoPlain(this.echo, at + tildes.length);
    this.pending.location = {
      ...location,
      ...(tildes === '' ? {} : { endColumn: location.endColumn ?? column + 1 + tildes.length }),
      ...(isSure ? {} : { caret: { column: at, echo: this.echo } }),
    };
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
    const { message, code } = splitCode(text);
    const tidy = code !== undefined && !code.startsWith('-');
    const outermost = (this.lastChain?.includes ?? []).at(-1)?.location ?? location;
    this.pending = {
      severity: severityOf(kind),
      source: tidy ? 'clang-tidy' : (this.context.place.compiler ?? 'gcc'),
      message,
      ...(code === undefined ? {} : { code }),
      ...withOrigin(this.context.originOf(outermost.path)),
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

/** `unused [-Wunused]`, and clang-tidy's `… [modernize-use-nullptr,-warnings-as-errors]`. */
function splitCode(text: string): { readonly message: string; readonly code?: string } {
  const [, message, code] =
    /^(.*) \[(-[Wf][^\]]*|[a-z][\w+]*(?:-[\w.+]+)+(?:,[\w.+,-]+)?)\]$/.exec(text) ?? [];
  return message === undefined || code === undefined
    ? { message: text }
    : {
        message,
        code: code.startsWith('-') ? (code.split(',').at(-1) ?? code) : code.replace(/,.*$/, ''),
      };
}

/** clang with `-fdiagnostics-print-source-range-info`: the range that holds the message's place. */
function endOfRange(
  ranges: string | undefined,
  { line, column }: SourceLocation,
): { readonly endColumn?: number } {
  for (const [, from, first, to, last] of ranges?.matchAll(/\{(\d+):(\d+)-(\d+):(\d+)\}/g) ?? []) {
    const holds = Number(from) === line && Number(to) === line && Number(first) <= (column ?? 0);
    if (holds && Number(last) > (column ?? 0)) {
      return { endColumn: Number(last) };
    }
  }
  return {};
}

function severityOf(kind: string): PendingDiagnostic['severity'] {
  if (kind === 'note') {
    return 'information';
  }
  return kind.includes('warning') ? 'warning' : 'error';
}

const messageLine =
  /^([^\s[:][^:]*):(\d+):(?:(\d+):)?((?:\{[\d:-]+\})+:)? (fatal error|error|warning|note|remark|sorry, unimplemented|internal compiler error): (.*)$/;

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
