import type { BuildContext } from './buildContext';
import {
  locationOf,
  withOrigin,
  type DiagnosticTool,
  type PendingDiagnostic,
  type ReportDiagnostic,
} from './diagnosticTool';

/** Reads nvcc: its front end (`k.cu(3): error: …`), ptxas, nvlink, fatbinary and the driver. */
export class NvccDiagnostics implements DiagnosticTool {
  private pending: PendingDiagnostic | undefined;
  private echo = '';

  constructor(
    private readonly context: BuildContext,
    private readonly report: ReportDiagnostic,
  ) {}

  take(line: string): boolean {
    return this.takeFrontEnd(line) || this.takeTool(line) || this.takeContinuation(line);
  }

  flush(): void {
    if (this.pending) {
      this.report(this.pending);
    }
    this.pending = undefined;
  }

  private takeFrontEnd(line: string): boolean {
    const match = frontEndLine.exec(line);
    if (!match) {
      return false;
    }
    const [, path = '', lineNumber, kind = '', code, text = ''] = match;
    this.flush();
    this.pending = {
      severity: severityOf(kind),
      source: 'nvcc',
      message: text,
      ...(code === undefined ? {} : { code: `#${code}` }),
      ...withOrigin(this.context.currentOrigin),
      location: locationOf(this.context.resolve(path), lineNumber),
      related: [],
    };
    return true;
  }

  private takeTool(line: string): boolean {
    const match = toolLine.exec(line);
    if (!match) {
      return false;
    }
    const [, tool = '', , kind = '', text = ''] = match;
    this.flush();
    if (kind !== 'info') {
      this.pending = {
        severity: severityOf(kind),
        source: 'nvcc',
        message: `${tool}: ${text}`,
        ...withOrigin(this.context.currentOrigin),
        location: locationOf(this.sourceNamedIn(text) ?? this.context.fallbackPath),
        related: [],
      };
    }
    return true;
  }

  /** nvlink names the object that lacks a symbol. */
  private sourceNamedIn(text: string): string | undefined {
    const object = /in '(\S+\.o)'$/.exec(text)?.[1];
    return object === undefined ? undefined : this.context.sourceOfObject(object);
  }

  private takeContinuation(line: string): boolean {
    if (
      /^(?:\d+ errors? detected in the compilation of|Remark: The warnings can be suppressed)/.test(
        line,
      )
    ) {
      this.flush();
      return true;
    }
    if (!this.pending) {
      return false;
    }
    const caret = /^( +)\^\s*$/.exec(line);
    if (caret?.[1] !== undefined) {
      const column = columnOf(this.echo, caret[1].length);
      const tail = this.echo.slice(caret[1].length).trimEnd();
      // nvcc 12 leaves out the attributes that a line begins with, and shows one blank too few for them.
      const mayLackBlank = this.echo.startsWith('   ') && tail !== '';
      this.pending.location = {
        ...this.pending.location,
        column,
        ...(mayLackBlank ? { caret: { tail } } : {}),
      };
      return true;
    }
    const trace = /^\s+(.*) at line (\d+)(?: of (?:"(.+)"|(.+?)))?$/.exec(line);
    if (trace) {
      const [, message = '', lineNumber, quoted, bare] = trace;
      const path = quoted ?? bare;
      this.pending.related.push({
        message,
        location: locationOf(
          path === undefined ? this.pending.location.path : this.context.resolve(path),
          lineNumber,
        ),
      });
      return true;
    }
    // nvcc before 12 puts the place below what happened there, and a file only where it is another one.
    const place = /^(\S*)\((\d+)\): here$/.exec(line);
    if (place) {
      const [, path = '', lineNumber] = place;
      const { related, location } = this.pending;
      related.push({
        message: this.echo.trim(),
        location: locationOf(
          path === ''
            ? (related.at(-1)?.location.path ?? location.path)
            : this.context.resolve(path),
          lineNumber,
        ),
      });
      return true;
    }
    this.echo = line;
    return line === '' || /^\s/.test(line);
  }
}

/**
 * The front end indents the line that it echoes, and its caret, by two, and shows `__global__` and
 * its like as the attributes that they stand for.
 */
function columnOf(echo: string, caret: number): number {
  const before = echo.slice(0, caret).replace(/__attribute__\(\((\w+)\)\)/g, '__$1__');
  return Math.max(1, before.length - 1);
}

function severityOf(kind: string): PendingDiagnostic['severity'] {
  if (kind.includes('warning')) {
    return 'warning';
  }
  return kind === 'remark' ? 'information' : 'error';
}

const frontEndLine =
  /^([^\s(][^(]*)\((\d+)\): ((?:fatal |catastrophic |internal )?(?:error|warning|remark))(?: #(\d+(?:-D)?))?: (.*)$/;

/** The blanks before the colon are the tools' own: `ptxas error   : …`, `nvcc fatal   : …`. */
const toolLine =
  /^(nvcc|ptxas|nvlink|fatbinary|cudafe\+\+|cicc)(?: (\S+, line \d+;))? +(fatal|error|warning|info) *: (.*)$/;
