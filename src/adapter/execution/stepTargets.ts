import type { DebugProtocol } from '@vscode/debugprotocol';
import { UserError } from '../../base/errors';
import { deleteBreakpoints } from '../../gdb/breakpointCommands';
import { findCalls, type Call } from '../../gdb/callInstructions';
import { disassemble } from '../../gdb/disassembleCommands';
import { stepThread } from '../../gdb/executionCommands';
import { innermostFrame, insertForOnce } from '../../gdb/stepCommands';
import type { FrameSelector } from '../../gdb/variableCommands';
import type { Debuggee } from '../debuggee';
import type { Operation } from './stop';
import { holdOtherThreads } from './threadHold';

/** How far behind the present instruction the calls of a line are looked for, in bytes. */
const searchedBytes = 1024n;

/** The functions that the present line is about to call, and the way into one of them. */
export class StepTargets {
  private targets: Call[] = [];

  constructor(private readonly debuggee: Debuggee) {
    debuggee.control.onResume(() => (this.targets = []));
  }

  /** The calls that the line of a frame still makes; only the innermost frame can step into one. */
  async find({ threadId, level }: FrameSelector): Promise<DebugProtocol.StepInTarget[]> {
    const { client } = this.debuggee;
    const frame = level === 0 ? await innermostFrame(client, threadId) : undefined;
    if (frame?.line === undefined || frame.sourcePath === undefined) {
      return [];
    }
    const start = BigInt(frame.address);
    const instructions = await disassemble(client, start, start + searchedBytes);
    const first = instructions[0];
    const ofLine = instructions.filter(
      ({ line, sourcePath, functionName }) =>
        line === frame.line &&
        sourcePath === frame.sourcePath &&
        functionName === first?.functionName,
    );
    return findCalls(ofLine).map((call) => ({
      id: this.targets.push(call),
      label: call.callee ?? 'a function that is known only when it is called',
      ...(frame.line !== undefined && { line: frame.line }),
    }));
  }

  /** Steps into one call of the line; where the line does not make it, to the next line. */
  async into(threadId: number, targetId: number): Promise<void> {
    const { client, stepper } = this.debuggee;
    const target = this.targets[targetId - 1];
    if (!target) {
      throw new UserError('The program has gone on since these calls were listed.');
    }
    const { address } = await innermostFrame(client, threadId);
    if (BigInt(address) === BigInt(target.address)) {
      await stepper.step({ kind: 'stepIn', threadId, single: false });
      return;
    }
    const number = await insertForOnce(client, threadId, target.address);
    await stepper.begin(threadId, () => {
      const release = stepper.goesAlone(false) ? holdOtherThreads(client) : () => undefined;
      return {
        operation: intoCall(this.debuggee, threadId, number, release),
        action: () => stepThread(client, 'next', threadId),
      };
    });
  }
}

/** First up to the call, then into it: gdb knows the way through a library's entry, and to the code. */
function intoCall(
  { client }: Debuggee,
  threadId: number,
  number: string,
  release: () => void,
): Operation {
  return {
    stopped: async (report) => {
      if (report.kind !== 'breakpoint' || report.breakpoint !== number) {
        return report;
      }
      await stepThread(client, 'stepIn', threadId);
      return undefined;
    },
    goOn: () => Promise.resolve(false),
    end: () => {
      release();
      deleteBreakpoints(client, [number]).catch(() => undefined);
    },
  };
}
