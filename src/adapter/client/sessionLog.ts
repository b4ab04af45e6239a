import type { Logger } from '../../base/logger';
import { logEvent, type LogBody } from '../../domain/launchConfiguration';
import type { Attributes } from '../plan/attributes';
import type { DapConnection } from './dapConnection';
import { maskValues, showMessage, type Mask } from './secrets';

/** What of the traffic the client is shown, and how. */
export interface LoggingPlan {
  /** What is said to gdb and what it answers. */
  readonly gdb: boolean;
  /** The messages between client and adapter. */
  readonly dap: boolean;
  /** The client has a place for it; for others it goes to their console. */
  readonly byEvent: boolean;
}

/** Reads the attribute `logging`. cppdbg has words for how much is shown, besides true and false. */
export function readLogging(attributes: Attributes): LoggingPlan {
  const logging = attributes.part('logging');
  const isOn = (name: string): boolean => {
    const given = logging?.flagOrText(name);
    return given === true || given === 'verbose';
  };
  return {
    gdb: isOn('engineLogging'),
    dap: isOn('trace') || isOn('traceResponse'),
    byEvent: attributes.flag('__log') ?? false,
  };
}

/**
 * The traffic of one session with its client and with gdb: in the adapter's log, when that is
 * written, and at the client, when it asks for it. Nothing is made into lines when nobody reads them.
 */
export class SessionLog {
  private plan: LoggingPlan = { gdb: false, dap: false, byEvent: false };
  private mask: Mask = (line) => line;
  private waiting: string[] = [];
  private isSending = false;

  constructor(
    private readonly connection: DapConnection,
    private readonly log: Logger,
  ) {
    this.listen();
  }

  /** The launch configuration has been read. `values` are those of the program's environment. */
  begin(plan: LoggingPlan, values: Iterable<string>): void {
    this.plan = plan;
    this.mask = maskValues(values);
    this.listen();
  }

  /** Where the traffic with gdb goes. */
  get gdb(): Logger {
    const { log } = this;
    return {
      tracing: this.plan.gdb || log.tracing !== false,
      trace: (message) => this.line(`gdb ${message}`, this.plan.gdb),
      debug: (message) => log.debug(message),
      info: (message) => log.info(message),
      warn: (message) => log.warn(message),
      error: (message) => log.error(message),
    };
  }

  private listen(): void {
    if (this.plan.dap || this.log.tracing !== false) {
      this.connection.traceTo((direction, message) => {
        if (!this.isSending) {
          this.line(`client ${direction} ${showMessage(message)}`, this.plan.dap);
        }
      });
    }
  }

  private line(text: string, isWanted: boolean): void {
    const masked = this.mask(text);
    this.log.trace(masked);
    if (!isWanted) {
      return;
    }
    if (this.waiting.length === 0) {
      setImmediate(() => this.send());
    }
    this.waiting.push(masked);
  }

  private send(): void {
    const lines = this.waiting;
    this.waiting = [];
    this.isSending = true;
    if (this.plan.byEvent) {
      this.connection.event(logEvent, { lines } satisfies LogBody);
    } else {
      const output = lines.map((line) => `${line}\n`).join('');
      this.connection.event('output', { category: 'console', output });
    }
    this.isSending = false;
  }
}
