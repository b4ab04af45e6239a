import { DisposableStore, type Disposable } from '../../base/disposable';
import { errorMessage, UserError } from '../../base/errors';
import { tooOldToWrite } from '../../gdb/gdbError';
import {
  canReverse,
  continueBackwards,
  onRecordFailure,
  onRecording,
  startRecording,
  stepBackwards,
  stopRecording,
} from '../../gdb/recordCommands';
import type { Debuggee } from '../debuggee';
import type { RecordPlan } from '../plan/recordPlan';
import type { Stop } from './stop';
import type { StopVerdict } from '../stops/stopReporter';

/** The recording of a program, which can be run backwards through it. */
export class Recording implements Disposable {
  private readonly store = new DisposableStore();
  private isOn = false;
  private isFirstStop = true;
  private remarked = false;
  /** Why gdb has just stopped recording. */
  private failure: string | undefined;

  constructor(
    private readonly debuggee: Debuggee,
    private readonly plan: RecordPlan,
    private readonly onChange: (supportsStepBack: boolean) => void,
    private readonly note: (text: string) => void,
  ) {
    const { client } = debuggee;
    this.store.add(
      onRecording(client, (method) => {
        // gdb steps every instruction of what it records so; with several threads it does not come
        // back from that, or ends itself.
        debuggee.stepper.recordsAll(method === 'full');
        this.turn(method !== undefined);
        this.remarkOnThreads();
      }),
    );
    this.store.add(debuggee.onThread(() => this.remarkOnThreads()));
    this.store.add(onRecordFailure(client, (text) => (this.failure = text)));
  }

  /** Begins to record at the first stop, and says what stops of a recording mean. */
  async look({ report }: Stop): Promise<StopVerdict> {
    const failure = this.failure;
    this.failure = undefined;
    if (failure !== undefined) {
      this.note(
        `gdb cannot record what the program does here: ${failure} The attribute "record": "full" keeps the C library from most of such instructions when the program is started with it; "-exec record stop" ends the recording.`,
      );
      return { reason: 'pause', description: 'Cannot be recorded', text: failure };
    }
    // gdb before 16 may give no reason for it.
    if (report.kind === 'endOfHistory' || (this.isOn && report.kind === 'other')) {
      const text = 'The recording has no more to show in this direction.';
      return { reason: 'step', description: 'End of the recording', text };
    }
    await this.firstStop();
    return undefined;
  }

  /** Begins to record, when this is the first time that the program stands for all to see. */
  async firstStop(): Promise<void> {
    if (this.isFirstStop) {
      this.isFirstStop = false;
      await this.begin();
    }
  }

  /** Steps a thread backwards. */
  async stepBack(threadId: number, by: 'line' | 'instruction'): Promise<void> {
    await this.backwards(() => stepBackwards(this.debuggee.client, threadId, by));
  }

  /** Runs backwards to the breakpoint before, or to the beginning of the recording. */
  async continueBack(): Promise<void> {
    await this.backwards(() => continueBackwards(this.debuggee.client));
  }

  /** Ends a recording, which would stop a program that is to run to its end. */
  async end(): Promise<void> {
    if (this.isOn) {
      await stopRecording(this.debuggee.client);
    }
  }

  dispose(): void {
    this.store.dispose();
  }

  private async backwards(action: () => Promise<void>): Promise<void> {
    if (!this.isOn) {
      throw new UserError(
        'The program is not recorded. Set the attribute "record" to "full", or type "-exec record" in the Debug Console.',
      );
    }
    if (!(await this.debuggee.canWriteRegisters())) {
      throw new UserError(tooOldToWrite);
    }
    this.debuggee.forget('all');
    await this.debuggee.control.resume(action);
  }

  private async begin(): Promise<void> {
    const { client } = this.debuggee;
    const { record } = this.plan;
    if (record === 'off') {
      // The stop is not held back for what hardly any program can. The question cannot fail.
      void canReverse(client).then((reversible) => this.turn(reversible));
      return;
    }
    // What that writes is not to be recorded.
    await this.debuggee.canWriteRegisters();
    await startRecording(client, record).catch((error: unknown) => {
      const hint =
        record === 'btrace'
          ? ' The processor and the container must allow it ("--cap-add PERFMON" or "--privileged"); "full" works everywhere.'
          : '';
      this.note(`The program cannot be recorded: ${errorMessage(error)}${hint}`);
    });
  }

  /** Says once that threads stand, when there is more than one. */
  private remarkOnThreads(): void {
    const { threadCount, stepper } = this.debuggee;
    if (threadCount > 1 && !this.remarked && stepper.goesAlone(false) && this.isOn) {
      this.remarked = true;
      this.note(
        'While it records, gdb lets only the thread run that is stepped or continued; the others stand. If it waits for one of them, pause it and choose that one. "-exec record stop" ends the recording, and all run again.',
      );
    }
  }

  private turn(on: boolean): void {
    if (on !== this.isOn) {
      this.isOn = on;
      this.onChange(on);
    }
  }
}
