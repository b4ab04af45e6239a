import type { DebugProtocol } from '@vscode/debugprotocol';
import type { LoggedValues } from '../../gdb/logFunction';
import { plainText } from '../../gdb/valueText';
import type { DapConnection } from '../client/dapConnection';
import type { LogPart } from './logMessage';
import type { SessionBreakpoint } from './sessionBreakpoint';
import { showBreakpoint } from './shownBreakpoint';
import type { PathMap } from '../../domain/pathMap';

/** Shows what log points found; lines of one log point that come together are one event. */
export class LogOutput {
  private waiting: { readonly breakpoint: SessionBreakpoint; readonly lines: string[] }[] = [];

  constructor(
    private readonly connection: DapConnection,
    private readonly pathMap: PathMap,
  ) {}

  /** Shows a line of a log point that gdb has logged itself. */
  show(breakpoint: SessionBreakpoint, { values }: LoggedValues): void {
    const last = this.waiting.at(-1);
    const line = logLine(breakpoint.log ?? [], values);
    if (last?.breakpoint === breakpoint) {
      last.lines.push(line);
      return;
    }
    this.waiting.push({ breakpoint, lines: [line] });
    if (this.waiting.length === 1) {
      setImmediate(() => this.flush());
    }
  }

  private flush(): void {
    const all = this.waiting;
    this.waiting = [];
    for (const { breakpoint, lines } of all) {
      const { source, line } = showBreakpoint(breakpoint, this.pathMap);
      const body: DebugProtocol.OutputEvent['body'] = {
        category: 'console',
        output: lines.map((each) => `${each}\n`).join(''),
        ...(source && { source }),
        ...(source && line !== undefined && { line }),
      };
      this.connection.event('output', body);
    }
  }
}

/** A log message with its values put in. */
export function logLine(parts: readonly LogPart[], values: readonly string[]): string {
  const rest = [...values];
  return parts.map((part) => ('text' in part ? part.text : plainText(rest.shift() ?? ''))).join('');
}
