import { DisposableStore, type Disposable } from '../base/disposable';
import { Emitter } from '../base/event';
import type { Logger } from '../base/logger';
import { BreakpointTexts } from '../gdb/breakpointTexts';
import type { GdbTraits } from '../gdb/handshake';
import type { MiClient } from '../gdb/miClient';
import { canWriteRegisters } from '../gdb/registerWrites';
import type { MiAsyncRecord } from '../gdb/miRecord';
import { Printers } from '../gdb/printers';
import { StopHook } from '../gdb/stopHook';
import { Breakpoints } from './breakpoints/breakpoints';
import { DataBreakpoints } from './breakpoints/dataBreakpoints';
import type { DebugRegisters } from './breakpoints/debugRegisters';
import type { DebugContainer } from './start/debugContainer';
import { createInterrupter } from './execution/interrupt';
import { Jumps } from './execution/jumps';
import { LookAhead } from './inspection/lookAhead';
import { LoadedSources } from './inspection/loadedSources';
import { Memory } from './inspection/memory';
import { Modules } from './inspection/modules';
import { RunControl } from './execution/runControl';
import { createServerInterrupter } from './execution/serverLadder';
import { ShownVariables } from './variables/shownVariables';
import { SourceFinder } from './breakpoints/sourceFinder';
import { Sources } from './inspection/sources';
import { StackFrames } from './inspection/stackFrames';
import { Stepper } from './execution/stepper';
import { StepTargets } from './execution/stepTargets';
import type { RunMode } from './execution/stop';
import { Variables } from './variables/variables';

/** A thread began or ended. */
export interface ThreadChange {
  readonly reason: 'started' | 'exited';
  readonly threadId: number;
}

/** What a {@link Debuggee} is made of. */
export interface DebuggeeParts {
  readonly client: MiClient;
  readonly container: DebugContainer;
  readonly registers: DebugRegisters;
}

/** The program under gdb, with everything that a session keeps about it. */
export class Debuggee implements Disposable {
  private readonly store = new DisposableStore();
  private readonly threadEmitter = new Emitter<ThreadChange>();
  readonly control: RunControl;
  readonly stepper: Stepper;
  readonly jumps: Jumps;
  readonly stepTargets: StepTargets;
  readonly breakpoints: Breakpoints;
  readonly sources: Sources;
  readonly dataBreakpoints: DataBreakpoints;
  readonly texts: BreakpointTexts;
  readonly printers: Printers;
  readonly shown = new ShownVariables();
  readonly ahead: LookAhead;
  readonly frames: StackFrames;
  readonly variables: Variables;
  readonly memory: Memory;
  readonly modules: Modules;
  readonly loadedSources: LoadedSources;
  /** Whole numbers are shown in hexadecimal where nothing else is asked for. */
  hexadecimal = false;
  /** The program's number in the container, while there is one. */
  processId: number | undefined;
  private groupId: string | undefined;
  private writesRegisters: Promise<boolean> | undefined;
  /** The threads that gdb has told of. */
  private readonly threads = new Set<number>();

  readonly onThread = this.threadEmitter.event;

  readonly client: MiClient;
  readonly container: DebugContainer;

  constructor(
    { client, container, registers }: DebuggeeParts,
    mode: RunMode,
    readonly traits: GdbTraits,
    program: string,
    log: Logger,
    /** A gdbserver runs the program: its number means nothing in the container. */
    onServer = false,
  ) {
    this.client = client;
    this.container = container;
    if (traits.writesAllRegisters) {
      this.writesRegisters = Promise.resolve(true);
    }
    this.printers = new Printers(client);
    const interrupter = onServer
      ? createServerInterrupter(client)
      : createInterrupter(client, container, () => this.processId, log);
    this.control = this.store.add(new RunControl(client, mode, interrupter, log));
    this.stepper = this.store.add(new Stepper(client, this.control, log));
    this.jumps = new Jumps(this);
    this.stepTargets = new StepTargets(this);
    let lastBreakpoint = 0;
    const nextId = (): number => (lastBreakpoint += 1);
    const finder = new SourceFinder(client, container, program);
    const hasProgram = (): boolean => this.processId !== undefined;
    this.breakpoints = this.store.add(
      new Breakpoints({ client, registers, sources: finder }, this.control, nextId, hasProgram),
    );
    this.dataBreakpoints = this.store.add(
      new DataBreakpoints({ client, registers }, this.control, nextId, hasProgram),
    );
    this.texts = this.store.add(new BreakpointTexts(client));
    this.sources = new Sources(container);
    const hook = traits.tellsAtStops && !mode.nonStop ? new StopHook(client) : undefined;
    const readMore = (threadId: number): void => {
      this.printers.load();
      // What gdb tells by itself may not mark the stack: it does so at stops that nobody sees, too.
      const place = hook ? undefined : this.stepper.prepare(threadId);
      this.variables.prefetchLocals(threadId, place);
    };
    this.ahead = new LookAhead(client, this.threads, readMore, hook);
    this.modules = this.store.add(new Modules(client, program));
    this.loadedSources = new LoadedSources(client, this.sources);
    this.frames = new StackFrames(client, this, this.ahead);
    this.variables = new Variables(client, traits, hook);
    this.memory = this.store.add(new Memory(client));
    this.store.add(client.onNotify((record) => this.receive(record)));
    this.store.add(
      this.control.onResume((threads) => {
        this.ahead.resumed();
        this.forget(threads);
      }),
    );
    this.store.add(this.control.onStop(() => this.memory.tellAll()));
  }

  /** The client is about to hear of a stop, and will look at a thread. */
  readAhead(threadId: number | undefined): void {
    if (threadId !== undefined) {
      this.ahead.begin(threadId);
    }
    this.printers.load();
  }

  /** Forgets what was read at the present stop of these threads. */
  forget(threads: 'all' | readonly number[]): void {
    this.ahead.clear();
    this.frames.clear(threads);
    if (threads === 'all' || !this.control.nonStop) {
      this.variables.clear();
      this.shown.clear();
    }
  }

  /** How many threads gdb knows. */
  get threadCount(): number {
    return this.threads.size;
  }

  /**
   * Whether gdb can write the processor's registers. Tried once, at the first stop that is seen and before
   * anything is recorded: to write one in a replay throws away what was recorded after it.
   */
  canWriteRegisters(): Promise<boolean> {
    return (this.writesRegisters ??= canWriteRegisters(this.client).then((can) => {
      this.client.forbidCalls(!can);
      return can;
    }));
  }

  dispose(): void {
    this.store.dispose();
    this.threadEmitter.dispose();
  }

  private receive({ name, body }: MiAsyncRecord): void {
    const threadId = body.number('id');
    switch (name) {
      case 'thread-group-started':
        this.groupId = body.text('id');
        this.processId = body.number('pid');
        break;
      case 'thread-group-exited':
        // gdb that goes over to a child says so before it says that it has left the parent.
        if (body.text('id') === this.groupId) {
          this.processId = undefined;
        }
        break;
      case 'memory-changed':
        this.variables.forgetAhead();
        this.memory.tell(BigInt(body.text('addr') ?? 0), Number(body.text('len') ?? 0));
        break;
      case 'thread-created':
        this.threads.add(threadId ?? 0);
        this.threadEmitter.fire({ reason: 'started', threadId: threadId ?? 0 });
        break;
      case 'thread-exited':
        this.threads.delete(threadId ?? 0);
        this.threadEmitter.fire({ reason: 'exited', threadId: threadId ?? 0 });
        break;
    }
  }
}
