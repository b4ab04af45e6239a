import type { BuildContext } from './buildContext';
import {
  locationOf,
  type DiagnosticTool,
  type PendingDiagnostic,
  type ReportDiagnostic,
} from './diagnosticTool';

/** Reads what GoogleTest, Catch2 and doctest say of checks that failed, and the message of `assert`. */
export class TestDiagnostics implements DiagnosticTool {
  private pending: PendingDiagnostic | undefined;
  private text: string[] = [];

  constructor(
    private readonly context: BuildContext,
    private readonly report: ReportDiagnostic,
  ) {}

  take(line: string): boolean {
    for (const { source, pattern } of forms) {
      const failed = pattern.exec(line);
      if (failed) {
        this.start(source, failed.groups ?? {});
        return true;
      }
    }
    if (!this.pending) {
      return false;
    }
    if (line === '' || /^(?:Aborted|\[ {2}|={10}|-{10}|\.{10}|\S+:\d+: Skipped)/.test(line)) {
      return false;
    }
    this.text.push(line);
    return true;
  }

  flush(): void {
    if (this.pending) {
      const message = [this.pending.message, ...this.text].join('\n').trim();
      this.report({ ...this.pending, message });
    }
    this.pending = undefined;
    this.text = [];
  }

  private start(source: string, { path = '', line, kind, text = '' }: Groups): void {
    this.flush();
    this.pending = {
      severity: kind === 'WARNING' ? 'warning' : 'error',
      source,
      message: text,
      location: locationOf(this.context.resolve(path), line),
      related: [],
    };
  }
}

type Groups = Readonly<Record<string, string>>;

const forms: readonly { readonly source: string; readonly pattern: RegExp }[] = [
  { source: 'gtest', pattern: /^(?<path>[^\s:][^:]*):(?<line>\d+): Failure$/ },
  { source: 'Catch2', pattern: /^(?<path>[^\s:][^:]*):(?<line>\d+): FAILED:$/ },
  {
    source: 'doctest',
    pattern: /^(?<path>[^\s:][^:]*):(?<line>\d+): (?<kind>WARNING|ERROR|FATAL ERROR): (?<text>.*)$/,
  },
  {
    source: 'assert',
    pattern:
      /^(?:[^\s:]+: )?(?<path>[^\s:][^:]*):(?<line>\d+): .*: (?<text>Assertion [`'].*' failed\.)$/,
  },
];
