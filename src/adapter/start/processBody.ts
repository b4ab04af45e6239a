import type { DebugProtocol } from '@vscode/debugprotocol';
import type { MiClient } from '../../gdb/miClient';
import { executableOf } from '../../gdb/programCommands';
import type { LiveSession } from '../liveSession';

/** What the client is told about the program that a session debugs. */
export async function processBody({
  plan,
  backend,
  debuggee,
}: LiveSession): Promise<DebugProtocol.ProcessEvent['body']> {
  const { processId } = debuggee;
  const program = backend.program || (await foundProgram(backend.client));
  return {
    name: program || String(processId ?? ''),
    // The process of a core dump is no more.
    ...(processId !== undefined && plan.start.kind !== 'core' && { systemProcessId: processId }),
    isLocalProcess: false,
    startMethod: plan.start.kind === 'launch' ? 'launch' : 'attach',
  };
}

/** gdb finds the executable of a process and of a core dump by itself. */
async function foundProgram(client: MiClient): Promise<string> {
  return (await executableOf(client).catch(() => undefined)) ?? '';
}
