import { deleteBreakpoints, insertBreakpoint } from '../../gdb/breakpointCommands';
import type { MiClient } from '../../gdb/miClient';
import { readSanitizerReport, reportFunctions, type Sanitizer } from '../../gdb/sanitizerReport';
import type { RunControl } from '../execution/runControl';
import type { Stop } from '../execution/stop';
import type { StopCause } from './stopCause';

/** Stops at what AddressSanitizer and UndefinedBehaviorSanitizer report, in programs built with them. */
export class Sanitizers {
  /** gdb's numbers of the breakpoints at the functions that report. */
  private readonly numbers = new Map<string, Sanitizer>();
  private queue: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly client: MiClient,
    private readonly control: RunControl,
  ) {}

  /** Stops at reports from now on, or no longer. */
  set(wanted: boolean): Promise<void> {
    const result = this.queue.then(() => this.change(wanted));
    this.queue = result.catch(() => undefined);
    return result;
  }

  /** What a sanitizer has found, when the program stands at a report. */
  async look({ report }: Stop): Promise<StopCause | undefined> {
    const sanitizer =
      report.kind === 'breakpoint'
        ? this.numbers.get(report.breakpoint.split('.', 1)[0] ?? '')
        : undefined;
    if (!sanitizer || report.kind !== 'breakpoint') {
      return undefined;
    }
    const threadId = report.place.threadId ?? 1;
    const found = await this.control.unheard(() =>
      readSanitizerReport(this.client, sanitizer, threadId),
    );
    const message = found?.message ?? 'a report whose kind cannot be read';
    return {
      threadId,
      description: `Stopped by ${sanitizer}`,
      text: `${sanitizer}: ${message}`,
      exceptionId: found?.kind ?? sanitizer,
      explanation: `${sanitizer}: ${message}${endings[sanitizer]}`,
      breakMode: 'always',
    };
  }

  private async change(wanted: boolean): Promise<void> {
    if (wanted === this.numbers.size > 0) {
      return;
    }
    await this.control.quietly(async () => {
      if (!wanted) {
        const numbers = [...this.numbers.keys()];
        this.numbers.clear();
        await deleteBreakpoints(this.client, numbers);
        return;
      }
      const all = Object.entries(reportFunctions) as [Sanitizer, string][];
      await Promise.all(
        all.map(async ([sanitizer, name]) => {
          const place = { kind: 'function', name } as const;
          const { number } = await insertBreakpoint(this.client, { place });
          this.numbers.set(number, sanitizer);
        }),
      );
    });
  }
}

/** AddressSanitizer asks the debugger before it writes, the other one after it has written. */
const endings: Readonly<Record<Sanitizer, string>> = {
  AddressSanitizer: '. The whole report is written when the program goes on.',
  UndefinedBehaviorSanitizer: '',
};
