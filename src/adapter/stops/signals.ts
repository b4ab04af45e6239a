import type { Disposable } from '../../base/disposable';
import { UserError } from '../../base/errors';
import { signalParts } from '../../domain/signalSettings';
import type { MiClient } from '../../gdb/miClient';
import {
  changeSignal,
  gdbSignalName,
  listSignals,
  type SignalDisposition,
} from '../../gdb/signalCommands';
import { onSignalNote } from '../../gdb/signalNotes';
import type { TickedFilter } from './exceptionFilters';
import type { SignalSettings } from '../plan/signalAttributes';

/**
 * What gdb does with the program's signals. The client's filters decide about groups of them; what
 * was said about a single one, in the launch configuration or later, stands above that.
 */
export class Signals implements Disposable {
  /** As gdb had them before anything was changed. */
  private defaults: Promise<ReadonlyMap<string, SignalDisposition>> | undefined;
  private readonly present = new Map<string, SignalDisposition>();
  private readonly chosen = new Map<string, Partial<SignalDisposition>>();
  private filters: readonly TickedFilter[] | undefined;
  private queue: Promise<unknown> = Promise.resolve();

  private readonly subscription: Disposable;

  constructor(
    private readonly client: MiClient,
    note: (text: string) => void,
  ) {
    this.subscription = onSignalNote(client, ({ name, meaning }) => {
      if (this.present.get(name)?.stop === false) {
        note(`The program got ${name} (${meaning}).`);
      }
    });
  }

  dispose(): void {
    this.subscription.dispose();
  }

  /** Every signal and what happens with it now; what a person typed into gdb counts. */
  async list(): Promise<readonly SignalDisposition[]> {
    await this.queue;
    return listSignals(this.client);
  }

  /** Changes single signals. Throws a sentence that names one that there is not. */
  change(settings: SignalSettings, attribute: string): Promise<void> {
    return this.inTurn(async () => {
      const defaults = await this.known();
      const changes = Object.entries(settings).map(([written, setting]) => {
        const name = gdbSignalName(written);
        if (!defaults.has(name)) {
          throw new UserError(
            `${attribute} names "${written}", which is no signal. Write names such as "SIGUSR1" or "SIGRTMIN+1".`,
          );
        }
        return [name, signalParts(setting)] as const;
      });
      for (const [name, parts] of changes) {
        this.chosen.set(name, { ...this.chosen.get(name), ...parts });
      }
      await this.apply();
    });
  }

  /** Takes in what the client has ticked. Resolves with a sentence for each filter that is wrong. */
  async filter(filters: readonly TickedFilter[]): Promise<ReadonlyMap<TickedFilter, string>> {
    const wrong = new Map<TickedFilter, string>();
    await this.inTurn(async () => {
      const defaults = await this.known();
      for (const each of filters) {
        const unknown = conditionNames(each).find(({ name }) => !defaults.has(name));
        if (unknown) {
          wrong.set(
            each,
            `The condition names "${unknown.written}", which is no signal. Write names such as "SIGUSR1, SIGHUP".`,
          );
        }
      }
      this.filters = filters.filter((each) => !wrong.has(each));
      await this.apply();
    });
    return wrong;
  }

  private inTurn<T>(action: () => Promise<T>): Promise<T> {
    const result = this.queue.then(action);
    this.queue = result.catch(() => undefined);
    return result;
  }

  private async known(): Promise<ReadonlyMap<string, SignalDisposition>> {
    this.defaults ??= listSignals(this.client).then((signals) => {
      for (const signal of signals) {
        this.present.set(signal.name, signal);
      }
      return new Map(this.present);
    });
    return this.defaults;
  }

  private async apply(): Promise<void> {
    const waiting: Promise<void>[] = [];
    for (const signal of (await this.known()).values()) {
      const wanted = { ...signal, ...this.filtered(signal), ...this.chosen.get(signal.name) };
      wanted.print ||= wanted.stop;
      const { stop, print, pass } = this.present.get(signal.name) ?? signal;
      if (stop !== wanted.stop || print !== wanted.print || pass !== wanted.pass) {
        this.present.set(signal.name, wanted);
        waiting.push(changeSignal(this.client, signal.name, wanted));
      }
    }
    await Promise.all(waiting);
  }

  /** What the filters say about a signal. */
  private filtered({ name, stop }: SignalDisposition): Partial<SignalDisposition> {
    // gdb itself needs the first two, and what holds a process for the debugger the third.
    if (!this.filters || ['SIGINT', 'SIGTRAP', 'SIGSTOP'].includes(name)) {
      return {};
    }
    const filterId = crashSignals.has(name) ? 'crashes' : 'signals';
    const ticked = this.filters.filter(({ filter }) => filter === filterId);
    const stops = ticked.some((each) => includes(each, name, stop));
    return { stop: stops, print: stops };
  }
}

/** The signals of a program that did something wrong. */
const crashSignals: ReadonlySet<string> = new Set([
  'SIGSEGV',
  'SIGABRT',
  'SIGFPE',
  'SIGBUS',
  'SIGILL',
  'SIGSYS',
]);

function includes(filter: TickedFilter, signal: string, byDefault: boolean): boolean {
  const names = conditionNames(filter);
  const named = names.find(({ name }) => name === signal);
  if (named) {
    return !named.excluded;
  }
  return names.every(({ excluded }) => excluded) && byDefault;
}

function conditionNames({ filter, condition = '' }: TickedFilter): readonly {
  readonly written: string;
  readonly name: string;
  readonly excluded: boolean;
}[] {
  if (filter !== 'signals') {
    return [];
  }
  return condition
    .split(/[,\s]+/)
    .filter((word) => word !== '')
    .map((word) => {
      const written = word.replace(/^!/, '');
      return { written, name: gdbSignalName(written), excluded: word.startsWith('!') };
    });
}
