import type { DebugProtocol } from '@vscode/debugprotocol';
import { UserError } from '../base/errors';
import { runInContainer } from '../engine/runInContainer';
import { listThreads } from '../gdb/threadCommands';
import { select } from '../gdb/variableCommands';
import type { DapConnection } from './dapConnection';
import type { DapHandlers } from './dapRequests';
import type { LiveSession } from './liveSession';

/** The requests that look at the program. */
export function inspectionHandlers(
  live: () => LiveSession,
  connection: DapConnection,
): Pick<
  DapHandlers,
  'threads' | 'stackTrace' | 'scopes' | 'variables' | 'setVariable' | 'evaluate' | 'source'
> {
  return {
    threads: async () => {
      const threads = await listThreads(live().debuggee.client);
      return {
        threads: threads.map(({ id, name }) => ({ id, name: name ? `${id}: ${name}` : `${id}` })),
      };
    },
    stackTrace: ({ threadId, startFrame = 0, levels = 0 }) =>
      live().debuggee.frames.list(threadId, startFrame, levels),
    scopes: ({ frameId }) => {
      const { frames, variables } = live().debuggee;
      return Promise.resolve({ scopes: variables.scopes(frames.find(frameId)) });
    },
    variables: async ({ variablesReference, start, count }) => ({
      variables: [...(await live().debuggee.variables.list(variablesReference, start, count))],
    }),
    setVariable: async ({ variablesReference, name, value }) => ({
      value: await live().debuggee.variables.assign(variablesReference, name, value),
    }),
    evaluate: (args) => evaluate(live(), connection, args),
    source: async ({ sourceReference, source }) => {
      const { container } = live().backend;
      const { frames } = live().debuggee;
      const path = frames.containerSource(source?.sourceReference ?? sourceReference);
      if (path === undefined) {
        throw new UserError('This source is not known in the present session.');
      }
      const { exitCode, stdout } = await runInContainer(container.engine, container.id, {
        argv: ['cat', path],
        ...(container.user && { user: container.user }),
      });
      if (exitCode !== 0) {
        throw new UserError(
          `The container "${container.name}" does not have the source "${path}".`,
        );
      }
      return { content: stdout };
    },
  };
}

async function evaluate(
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
