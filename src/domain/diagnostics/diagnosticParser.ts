import type { Diagnostic } from '../diagnostic';
import { stripAnsi } from './ansi';
import { BuildContext, type BuildPlace } from './buildContext';
import { CMakeDiagnostics } from './cmakeDiagnostics';
import type { DiagnosticTool, ReportDiagnostic } from './diagnosticTool';
import { GccDiagnostics } from './gccDiagnostics';
import { LdDiagnostics } from './ldDiagnostics';
import { MakeDiagnostics } from './makeDiagnostics';
import { NvccDiagnostics } from './nvccDiagnostics';

/**
 * Reads a build's output line by line and reports each problem once, as soon as it is complete. All
 * paths that it reports are absolute container paths.
 */
export class DiagnosticParser {
  private readonly context: BuildContext;
  private readonly tools: readonly DiagnosticTool[];
  private current: DiagnosticTool | undefined;
  private readonly reported = new Set<string>();

  constructor(
    place: BuildPlace,
    private readonly report: ReportDiagnostic,
  ) {
    this.context = new BuildContext(place);
    const once: ReportDiagnostic = (diagnostic) => this.reportOnce(diagnostic);
    this.tools = [
      new CMakeDiagnostics(this.context, once),
      new NvccDiagnostics(this.context, once),
      new LdDiagnostics(this.context, once),
      new GccDiagnostics(this.context, once),
      new MakeDiagnostics(this.context, once),
    ];
  }

  /** Takes one line, with or without colours, without its line end. */
  line(raw: string): void {
    if (raw.length > longestLine) {
      return;
    }
    const line = stripAnsi(raw).replace(/\r+$/, '');
    this.context.observe(line);
    if (this.current?.take(line)) {
      return;
    }
    this.end();
    this.current = this.tools.find((tool) => tool.take(line));
  }

  /** The output has ended. */
  end(): void {
    this.current?.flush();
    this.current = undefined;
  }

  /** A header's warning comes again with every source that includes it. */
  private reportOnce(diagnostic: Diagnostic): void {
    const { severity, message, location } = diagnostic;
    const key = [severity, location.path, location.line, location.column ?? 0, message].join('\n');
    if (!this.reported.has(key)) {
      this.reported.add(key);
      this.report(diagnostic);
    }
  }
}

/** Longer lines are command lines; no tool writes a message like that. */
const longestLine = 16_384;
