import type { BuildContext } from './buildContext';
import { locationOf, type DiagnosticTool, type ReportDiagnostic } from './diagnosticTool';

/** Reads what ninja and make say for themselves; their summaries of failed steps are no diagnostics. */
export class MakeDiagnostics implements DiagnosticTool {
  constructor(
    private readonly context: BuildContext,
    private readonly report: ReportDiagnostic,
  ) {}

  take(line: string): boolean {
    if (/^(?:FAILED: |ninja: build stopped: |ninja: no work to do|\[[^\]]+\] )/.test(line)) {
      return true;
    }
    const ninja = /^ninja: (error|warning): (.*)$/.exec(line);
    if (ninja?.[2] !== undefined) {
      this.say('ninja', ninja[1] === 'error' ? 'error' : 'warning', ninja[2]);
      return true;
    }
    const inMakefile = /^([^\s:]+):(\d+): \*\*\* (.*?)\.? +Stop\.$/.exec(line);
    if (inMakefile?.[3] !== undefined) {
      const [, path = '', lineNumber, message] = inMakefile;
      this.say('make', 'error', message, locationOf(this.context.resolve(path), lineNumber));
      return true;
    }
    const make = /^\S*make(?:\[\d+\])?: (\*\*\* )?(.*)$/.exec(line);
    if (make?.[2] === undefined) {
      return false;
    }
    if (
      make[1] !== undefined &&
      /^No rule to make target|: \*\*\*|missing separator/.test(make[2])
    ) {
      this.say('make', 'error', make[2].replace(/\.?\s+Stop\.$/, ''));
    }
    return true;
  }

  flush(): void {
    // Every message is one line, so nothing is ever being collected.
  }

  private say(
    source: string,
    severity: 'error' | 'warning',
    message: string,
    location = locationOf(this.context.definitionPath),
  ): void {
    this.report({ severity, source, message, location, related: [] });
  }
}
