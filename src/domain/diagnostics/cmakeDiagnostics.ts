import type { BuildContext } from './buildContext';
import {
  locationOf,
  type DiagnosticTool,
  type PendingDiagnostic,
  type ReportDiagnostic,
} from './diagnosticTool';

/**
 * Reads CMake's messages: a head line, an indented text that may hold blank lines, then perhaps a
 * call stack and a remark for developers.
 */
export class CMakeDiagnostics implements DiagnosticTool {
  private pending: PendingDiagnostic | undefined;
  private text: string[] = [];
  private inCallStack = false;

  constructor(
    private readonly context: BuildContext,
    private readonly report: ReportDiagnostic,
  ) {}

  take(line: string): boolean {
    const head = headLine.exec(line);
    if (head) {
      this.start(head);
      return true;
    }
    if (!this.pending) {
      return /^CMake Error: |^This warning is for project developers\./.test(line);
    }
    if (line.startsWith('Call Stack (')) {
      this.inCallStack = true;
      return true;
    }
    if (line === '' || line.startsWith('  ')) {
      this.continue(line);
      return true;
    }
    return /^This (?:warning|error) is for project developers\./.test(line);
  }

  flush(): void {
    if (this.pending) {
      const text = this.text
        .join('\n')
        .trim()
        .replace(/\n\s*\n\s*\n/g, '\n\n');
      this.pending.message = text === '' ? this.pending.message : text;
      const policy = /^Policy (CMP\d{4}) /.exec(text)?.[1];
      if (policy !== undefined) {
        this.pending.code = policy;
      }
      this.report(this.pending);
    }
    this.pending = undefined;
    this.text = [];
    this.inCallStack = false;
  }

  private start(head: RegExpExecArray): void {
    this.flush();
    const [, kind = '', developer, path, line, command, rest = ''] = head;
    this.pending = {
      severity: kind.includes('Error') ? 'error' : 'warning',
      source: 'cmake',
      message: command === undefined ? kind : `${command} failed`,
      ...(developer === undefined ? {} : { code: '-Wdev' }),
      origin: this.context.observeConfigure(),
      location: locationOf(this.context.resolveInSource(path ?? 'CMakeLists.txt'), line),
      related: [],
    };
    this.text = [rest];
  }

  private continue(line: string): void {
    if (!this.inCallStack) {
      this.text.push(line.replace(/^ {2}/, ''));
      return;
    }
    const frame = /^ {2}(.+?):(\d+)(?::(?:\w+))? \((.+)\)$/.exec(line);
    if (frame?.[1] !== undefined) {
      this.pending?.related.push({
        message: `${frame[3] ?? ''} is called here`,
        location: locationOf(this.context.resolveInSource(frame[1]), frame[2]),
      });
    }
  }
}

const headLine =
  /^CMake (Error|Warning|Deprecation Warning|Deprecation Error|Internal Error)( \((?:dev|deprecated)\))?(?: (?:at|in) (.+?)(?::(\d+)(?: \((.+)\))?)?)?:(?: (.*))?$/;
