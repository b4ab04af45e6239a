import type { DebugProtocol } from '@vscode/debugprotocol';
import { UserError } from '../base/errors';
import { select } from '../gdb/variableCommands';
import type { DapConnection } from './dapConnection';
import type { LiveSession } from './liveSession';

/** Evaluates an expression, or runs a command of gdb, as the context asks for. */
export async function evaluate(
  { debuggee, terminal }: LiveSession,
  connection: DapConnection,
  { expression, frameId, context }: DebugProtocol.EvaluateArguments,
): Promise<DebugProtocol.EvaluateResponse['body']> {
  const { client, control, frames, variables } = debuggee;
  const frame = frameId === undefined ? undefined : frames.find(frameId);
  const command = context === 'repl' ? gdbCommand(expression) : undefined;
  if (command !== undefined) {
    const options = frame && !control.running ? select(frame) : [];
    const text = await client.consoleCommand(command, options);
    // The command may have changed anything.
    debuggee.ahead.clear();
    connection.event('invalidated', { areas: ['variables'] });
    return { result: text.replace(/\n$/, ''), variablesReference: 0 };
  }
  if (control.running) {
    if (context === 'repl' && terminal.own) {
      terminal.own.write(`${expression}\n`);
      return { result: '', variablesReference: 0 };
    }
    throw new UserError('The program is running. Pause it to evaluate an expression.');
  }
  if (context === 'hover' && hasSideEffect(expression)) {
    throw new UserError('A hover only reads; evaluate this in the Debug Console.');
  }
  const { value, ...rest } = await variables.evaluate(expression.trim(), frame);
  return { ...rest, result: value };
}

/** What stands behind `-exec `, a backtick or `>`; undefined for an expression. */
function gdbCommand(text: string): string | undefined {
  return /^\s*(?:-exec\s+|`|>)(.*)$/s.exec(text)?.[1];
}

/** Assignments, increments and calls. */
function hasSideEffect(expression: string): boolean {
  return /(?:^|[^=!<>])=(?!=)|\+\+|--|\w\s*\(/.test(expression);
}
