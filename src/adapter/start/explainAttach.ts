import { UserError } from '../../base/errors';
import { commandLine, isDrydockGdb, processName, type ProcessInfo } from '../../domain/processList';
import { listProcesses } from '../../engine/listProcesses';
import { GdbError } from '../../gdb/gdbError';
import type { DebugContainer } from './debugContainer';

/** Turns gdb's refusal to attach into what the user can do about it, by a look at the process. */
export async function explainAttach(
  error: unknown,
  container: DebugContainer,
  processId: number,
): Promise<unknown> {
  if (!(error instanceof GdbError)) {
    return error;
  }
  const { engine, id, name } = container;
  const [process] = await listProcesses(engine, id, { only: processId });
  const tracer =
    process?.tracerId === undefined
      ? undefined
      : (await listProcesses(engine, id, { only: process.tracerId }))[0];
  return new UserError(sentence(error, name, processId, process, tracer), [], { cause: error });
}

function sentence(
  error: GdbError,
  container: string,
  processId: number,
  process: ProcessInfo | undefined,
  tracer: ProcessInfo | undefined,
): string {
  const place = `in the container "${container}"`;
  if (!process) {
    return `There is no process ${processId} ${place}. Correct the attribute "processId", or leave it out to pick one: it is the number in the container, not the host's.`;
  }
  const what = `the process ${processId} ("${processName(process)}")`;
  if (process.state === 'zombie') {
    return `${capital(what)} ${place} has already ended; only its parent, process ${process.parentId}, has not noticed.`;
  }
  if (tracer && isDrydockGdb(tracer)) {
    return `${capital(what)} ${place} is already debugged by Drydock (process ${tracer.processId}). Use that session, or end it and start the program with "Run", which leaves it free to be attached to.`;
  }
  if (process.tracerId !== undefined) {
    const by = tracer
      ? `"${commandLine(tracer)}" (process ${tracer.processId})`
      : 'a debugger outside the container';
    return `${capital(what)} ${place} is already debugged by ${by}, and only one debugger can do that. End the other session first.`;
  }
  if (error.failure === 'ptraceForbidden') {
    return `gdb may not attach to ${what} of the user "${process.user}" ${place}. Set the attribute "containerUser" to "${process.userId}:${process.groupId}", or create the container with "--cap-add SYS_PTRACE". (${error.message})`;
  }
  return `gdb cannot attach to ${what} ${place}: ${error.message}`;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
