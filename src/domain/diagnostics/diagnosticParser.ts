import { diagnosticKey, type Diagnostic } from '../diagnostic';
import { stripAnsi } from './ansi';
import { BuildContext, type BuildPlace } from './buildContext';
import { CMakeDiagnostics } from './cmakeDiagnostics';
import type { DiagnosticTool, ReportDiagnostic, ReportMade } from './diagnosticTool';
import { GccDiagnostics } from './gccDiagnostics';
import { LdDiagnostics } from './ldDiagnostics';
import { MakeDiagnostics } from './makeDiagnostics';
import { MesonDiagnostics } from './mesonDiagnostics';
import { NvccDiagnostics } from './nvccDiagnostics';
import { SanitizerDiagnostics } from './sanitizerDiagnostics';
import { TestDiagnostics } from './testDiagnostics';

/** Makes the tools that read a text. */
type MakeTools = (context: BuildContext, report: ReportDiagnostic) => readonly DiagnosticTool[];

/** What a build's output is made of; a build may run what it has built. */
const buildTools: MakeTools = (context, report) => [
  new CMakeDiagnostics(context, report),
  new NvccDiagnostics(context, report),
  new LdDiagnostics(context, report),
  new GccDiagnostics(context, report),
  new MakeDiagnostics(context, report),
  new MesonDiagnostics(context, report),
  new SanitizerDiagnostics(context, report),
];

/** What the output of a program under test is made of. */
export const runTools: MakeTools = (context, report) => [
  new SanitizerDiagnostics(context, report),
  new TestDiagnostics(context, report),
];

/**
 * Reads a text line by line and reports each problem as soon as it is complete, once for each thing
 * that was made when it was said. All paths that it reports are absolute container paths.
 */
export class DiagnosticParser {
  private readonly context: BuildContext;
  private readonly tools: readonly DiagnosticTool[];
  private current: DiagnosticTool | undefined;
  /** The origins by what was said; most have one, and memory counts where there are a million. */
  private readonly reported = new Map<string, string | Set<string>>();

  /** `onMade` hears of each origin that is made anew, before its problems. */
  constructor(
    place: BuildPlace,
    private readonly report: ReportMade,
    {
      onMade,
      tools = buildTools,
    }: { readonly onMade?: (origin: string) => void; readonly tools?: MakeTools } = {},
  ) {
    this.context = new BuildContext(place, onMade);
    this.tools = tools(this.context, (diagnostic) => this.reportOnce(diagnostic));
  }

  /** Takes one line, with or without colours, without its line end. */
  line(raw: string): void {
    if (raw.length > longestLine) {
      return;
    }
    const plain = stripAnsi(raw);
    const line = plain.endsWith('\r') ? plain.replace(/\r+$/, '') : plain;
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

  private reportOnce(diagnostic: Diagnostic): void {
    const key = diagnosticKey(diagnostic);
    const origin = diagnostic.origin ?? '';
    const origins = this.reported.get(key);
    if (origins === undefined) {
      this.reported.set(key, origin);
    } else if (typeof origins === 'string') {
      if (origins === origin) {
        return;
      }
      this.reported.set(key, new Set([origins, origin]));
    } else if (origins.has(origin)) {
      return;
    } else {
      origins.add(origin);
    }
    this.report(diagnostic, origins === undefined);
  }
}

/** Longer lines are command lines; no tool writes a message like that. */
const longestLine = 16_384;
