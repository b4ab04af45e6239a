import type { DebugProtocol } from '@vscode/debugprotocol';
import type { ProgramPlan } from '../plan/startPlan';

/** Whether the adapter itself shows what the program writes, as `output` events: nobody else is to, or can. */
export function isShownByAdapter(
  terminal: ProgramPlan['terminal'],
  client: Partial<DebugProtocol.InitializeRequestArguments>,
): boolean {
  return (
    terminal === 'output' ||
    (terminal === 'runInTerminal' && client.supportsRunInTerminalRequest !== true)
  );
}
