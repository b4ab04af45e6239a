import type { DebugProtocol } from '@vscode/debugprotocol';
import { UserError } from '../../base/errors';
import {
  deleteBreakpoints,
  disableBreakpoint,
  enableBreakpoint,
} from '../../gdb/breakpointCommands';
import { jumpToAddress } from '../../gdb/executionCommands';
import { functionStart, placesOfLine, type CodePlace } from '../../gdb/jumpCommands';
import type { MiClient } from '../../gdb/miClient';
import { insertForOnce } from '../../gdb/stepCommands';
import type { Debuggee } from '../debuggee';
import type { Operation } from './stop';
import { holdOtherThreads } from './threadHold';

/** Moves threads to another line of their function without running what lies between. */
export class Jumps {
  private readonly targets: CodePlace[] = [];

  constructor(private readonly debuggee: Debuggee) {}

  /** Where a jump to a line may go. */
  async find(sourcePath: string, line: number): Promise<DebugProtocol.GotoTarget[]> {
    const places = await placesOfLine(this.debuggee.client, sourcePath, line).catch(() => []);
    return places.map((place) => ({
      id: this.targets.push(place),
      label: place.functionName ?? place.address,
      line: place.line,
      instructionPointerReference: place.address,
    }));
  }

  /** Jumps; the stop there is reported like any other. */
  async go(threadId: number, targetId: number): Promise<void> {
    const { client, control, stepper } = this.debuggee;
    const target = this.targets[targetId - 1];
    if (!target) {
      throw new UserError('This place is not known in the present session.');
    }
    const [from, to] = await Promise.all([
      functionStart(client, { threadId }),
      functionStart(client, target),
    ]);
    if (from === undefined || from !== to) {
      throw new UserError(
        `The thread cannot jump to line ${target.line}: that is in ${target.functionName ?? 'another function'}, and a jump out of a function would leave its stack behind. Choose a line of the function in which the thread stands.`,
      );
    }
    const landing = await insertForOnce(client, threadId, target.address);
    const there = this.debuggee.breakpoints.numbersAt(target.address);
    await stepper.begin(threadId, () => ({
      operation: jumpOperation(client, landing, there, !control.nonStop),
      action: () => jumpToAddress(client, threadId, target.address),
    }));
  }
}

/** The breakpoints at the target do not count the arrival: the program has not come there by itself. */
function jumpOperation(
  client: MiClient,
  landing: string,
  there: readonly string[],
  holds: boolean,
): Operation {
  const release = holds ? holdOtherThreads(client) : () => undefined;
  const ignore = (): undefined => undefined;
  there.forEach((number) => void disableBreakpoint(client, number).catch(ignore));
  return {
    stopped: (report) =>
      Promise.resolve(
        report.kind === 'breakpoint' && report.breakpoint === landing
          ? { kind: 'jump', place: report.place }
          : report,
      ),
    goOn: () => Promise.resolve(false),
    end: () => {
      release();
      there.forEach((number) => void enableBreakpoint(client, number).catch(ignore));
      deleteBreakpoints(client, [landing]).catch(ignore);
    },
  };
}
