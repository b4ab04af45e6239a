import { deleteBreakpoints } from '../../gdb/breakpointCommands';
import {
  continueThread,
  finishToFrame,
  stepThread,
  type StepKind,
} from '../../gdb/executionCommands';
import type { MiClient } from '../../gdb/miClient';
import { listFrames } from '../../gdb/stackCommands';
import {
  innermostFrame,
  insertForOnce,
  levelOfStep,
  targetOfLongjmp,
  type StepGuard,
} from '../../gdb/stepCommands';
import type { StopReport } from '../../gdb/stopReport';

import type { StepGuards } from './stepGuards';
import type { Operation } from './stop';
import { holdOtherThreads } from './threadHold';

/** A step that is wanted. */
export interface StepRequest {
  readonly kind: StepKind;
  readonly threadId: number;
  /** Only this thread runs meanwhile. */
  readonly single: boolean;
}

/** How far up the stack a frame is looked for that a step is to come back to. */
const searchedLevels = 64;

/**
 * A step, which may take several of gdb's: it follows exceptions and `longjmp`, goes on after a stop
 * that is not to be seen, and does not end where no code of the user's is left to come back to.
 */
export class StepOperation implements Operation {
  private readonly release: () => void;
  private readonly functionName: Promise<string | undefined>;
  /** gdb's number of a breakpoint that is there for one stop. */
  private landing: string | undefined;
  /** The program comes back to the frame of the step, which is then taken up again. */
  private returning = false;
  /** The program comes out where an exception is caught. */
  private catching = false;

  constructor(
    private readonly client: MiClient,
    private readonly guards: StepGuards,
    private readonly request: StepRequest,
  ) {
    this.release = request.single ? holdOtherThreads(client) : () => undefined;
    this.functionName =
      request.kind === 'stepOut'
        ? innermostFrame(client, request.threadId).then(
            (frame) => frame.functionName,
            () => undefined,
          )
        : Promise.resolve(undefined);
  }

  /** Begins the step. Resolves once the thread runs. */
  async begin(): Promise<void> {
    const { kind, threadId } = this.request;
    if (kind === 'stepInstruction') {
      this.guards.disarm();
    } else {
      await this.guards.arm({ threadId, direction: kind === 'stepOut' ? 'out' : 'over' });
    }
    await this.again();
  }

  async stopped(report: StopReport): Promise<StopReport | undefined> {
    if (report.kind === 'breakpoint') {
      const guard = this.guards.find(report.breakpoint);
      if (guard) {
        return this.follow(guard);
      }
      return report.breakpoint === this.landing ? { kind: 'step', place: report.place } : report;
    }
    if (this.catching && report.kind === 'other' && report.reason === '') {
      // gdb gives no reason for the end of a `finish` that was begun at a guard.
      return { kind: 'step', place: report.place };
    }
    if (report.kind !== 'step' || this.request.kind.endsWith('Instruction')) {
      return report;
    }
    if (this.returning) {
      this.returning = false;
      await this.again();
      return undefined;
    }
    if (report.place.frame?.sourcePath === undefined && !(await this.hasWayBack())) {
      await this.continue();
      return undefined;
    }
    const functionName = await this.functionName;
    return report.returned && functionName !== undefined
      ? { ...report, returned: { ...report.returned, functionName } }
      : report;
  }

  async goOn(report: StopReport): Promise<boolean> {
    const { kind, threadId } = this.request;
    const level = await levelOfStep(this.client, threadId, searchedLevels);
    const here = 'place' in report && report.place.threadId === threadId ? report.place : undefined;
    if (level === undefined) {
      return false;
    }
    if (kind === 'stepOut') {
      await finishToFrame(this.client, threadId, level + 1);
    } else if (level > 0) {
      this.returning = true;
      await finishToFrame(this.client, threadId, level);
    } else if (report.kind === 'breakpoint' && here?.frame?.sourcePath !== undefined) {
      // A line of the same function, which is where the step would have come to.
      return false;
    } else {
      await this.again();
    }
    return true;
  }

  end(): void {
    this.release();
    if (this.landing !== undefined) {
      deleteBreakpoints(this.client, [this.landing]).catch(() => undefined);
    }
  }

  private again(): Promise<void> {
    return stepThread(this.client, this.request.kind, this.request.threadId);
  }

  /** Goes where an exception is caught, or where a `longjmp` leads. */
  private async follow(guard: StepGuard): Promise<undefined> {
    const { threadId } = this.request;
    this.returning = false;
    if (guard === 'exception') {
      // The guard is the library's entry to a handler; the handler begins when that returns.
      this.catching = true;
      await finishToFrame(this.client, threadId, 1);
      return undefined;
    }
    const address = await targetOfLongjmp(this.client, threadId);
    this.landing = await insertForOnce(this.client, threadId, address);
    await this.continue();
    return undefined;
  }

  private async hasWayBack(): Promise<boolean> {
    const { frames } = await listFrames(this.client, this.request.threadId, 0, searchedLevels);
    return frames.some((frame) => frame.sourcePath !== undefined);
  }

  /** The thread goes on to the end of the program, if nothing stops it. */
  private async continue(): Promise<void> {
    await continueThread(this.client, this.request.threadId);
  }
}
