import type { DebugProtocol } from '@vscode/debugprotocol';
import { UserError } from '../../base/errors';
import { mayHaveEffects } from '../../domain/expressionEffects';
import {
  parseFormattedExpression,
  type FormattedExpression,
  type ValueFormat,
} from '../../domain/formattedExpression';
import { GdbError, tooOldToWrite } from '../../gdb/gdbError';
import type { MiClient } from '../../gdb/miClient';
import {
  evaluateExpression,
  printExpression,
  select,
  withSettings,
  type FrameSelector,
} from '../../gdb/variableCommands';
import { readWholeText } from '../../gdb/wholeText';
import type { DapConnection } from '../client/dapConnection';
import type { LiveSession } from '../liveSession';

/** More of a command's output than that makes the client's console slow. */
const mostOutput = 1_000_000;

/** Evaluates an expression, or runs a command of gdb, as the context asks for. */
export async function evaluate(
  live: LiveSession,
  connection: DapConnection,
  { expression: text, frameId, context, format }: DebugProtocol.EvaluateArguments,
): Promise<DebugProtocol.EvaluateResponse['body']> {
  const { client, control, frames, variables } = live.debuggee;
  const frame = frameId === undefined ? undefined : frames.find(frameId);
  const command = context === 'repl' ? gdbCommand(text) : undefined;
  if (command !== undefined) {
    const hadProgram = live.debuggee.processId !== undefined;
    const output = await runCommand(client, command, control.running ? undefined : frame);
    if (hadProgram && live.debuggee.processId === undefined) {
      await endAfter(live, command);
    }
    changedAnything(live, connection);
    return { result: output, variablesReference: 0 };
  }
  if (control.running && context === 'repl' && live.terminal.own) {
    live.terminal.own.write(`${text}\n`);
    return { result: '', variablesReference: 0 };
  }
  requireStopped(live);
  const parsed = parseFormattedExpression(text);
  const wanted = { ...parsed, format: { ...valueFormat(live, format), ...parsed.format } };
  if (context === 'clipboard') {
    return { result: await wholeValue(client, wanted, frame), variablesReference: 0 };
  }
  const readOnly = context === 'hover';
  const effects = mayHaveEffects(wanted.expression);
  if (readOnly && effects) {
    throw new UserError('A hover only reads; evaluate this in the Debug Console.');
  }
  try {
    const { value, ...rest } = await variables.values.evaluate(wanted, frame, { readOnly });
    if (value === '' && live.plan.start.kind === 'core') {
      throw needsProcess();
    }
    if (value === '' && effects && client.callsFail) {
      throw new UserError(tooOldToWrite);
    }
    return { ...rest, result: value };
  } catch (error) {
    throw explain(error);
  } finally {
    if (effects) {
      variables.forgetAhead();
    }
    if (context === 'repl' && effects) {
      changedAnything(live, connection);
    }
  }
}

/** `kill` and `detach` leave nothing to debug. */
async function endAfter({ reporter, terminal }: LiveSession, command: string): Promise<void> {
  const word = /^\s*(k|kill|detach)\b/.exec(command)?.[1];
  if (word === 'detach') {
    await terminal.keep?.();
    reporter.endBecause('The debugger has let go of the program, which goes on.');
  } else if (word !== undefined) {
    reporter.endBecause('The program was killed, as the command said.');
  }
}

function explain(error: unknown): unknown {
  switch (error instanceof GdbError ? error.failure : 'other') {
    case 'callsForbidden':
      return new UserError('A hover only reads, and this calls a function of the program.');
    case 'noProcess':
      return needsProcess();
    default:
      return error;
  }
}

function needsProcess(): UserError {
  return new UserError(
    'This calls a function of the program or changes it, and there is no process that could do so: a core dump can only be looked at.',
  );
}

/** A command, or an assignment, may have changed whatever the client has seen. */
function changedAnything({ debuggee }: LiveSession, connection: DapConnection): void {
  debuggee.ahead.clear();
  debuggee.variables.forgetAhead();
  connection.event('invalidated', { areas: ['variables'] });
}

/** Throws a sentence while the program runs. */
export function requireStopped(live: LiveSession): LiveSession {
  if (live.debuggee.control.running) {
    throw new UserError('The program is running. Pause it to evaluate an expression.');
  }
  return live;
}

/** How a client wants values shown, by a request or until it says otherwise. */
export function valueFormat(
  { debuggee }: LiveSession,
  format: DebugProtocol.ValueFormat | undefined,
): ValueFormat {
  return (format?.hex ?? debuggee.hexadecimal) ? { radix: 'hexadecimal' } : {};
}

/** What stands behind `-exec `, a backtick or `>`; undefined for an expression. */
export function gdbCommand(text: string): string | undefined {
  return /^\s*(?:-exec\s+|`|>)(.*)$/s.exec(text)?.[1];
}

/** Runs each line as a command, but those below `python` as what they are. */
async function runCommand(
  client: MiClient,
  text: string,
  frame: FrameSelector | undefined,
): Promise<string> {
  const options = frame ? select(frame) : [];
  const script = /^\s*(?:python|py)\s*\n(.*?)(?:\n\s*end\s*)?$/s.exec(text)?.[1];
  const lines =
    script === undefined ? text.split('\n') : [`python exec(${JSON.stringify(script)})`];
  const outputs: string[] = [];
  for (const line of lines.filter((each) => each.trim() !== '')) {
    outputs.push(await client.consoleCommand(line, options));
  }
  const output = outputs.join('').replace(/\n$/, '');
  return output.length > mostOutput
    ? `${output.slice(0, mostOutput)}…\n${output.length - mostOutput} more characters are left out.`
    : output;
}

/** The value as text from its beginning to its end, however long. */
async function wholeValue(
  client: MiClient,
  { expression, format }: FormattedExpression,
  frame: FrameSelector | undefined,
): Promise<string> {
  const { letter = format.radix && radixLetters[format.radix] } = format;
  const text = letter === undefined ? await readWholeText(client, expression, frame) : undefined;
  if (text !== undefined) {
    return text;
  }
  return withSettings(client, wholeSettings, () =>
    letter === undefined
      ? evaluateExpression(client, expression, frame)
      : printExpression(client, letter, expression, frame),
  );
}

/** gdb prints a million numbers in a second or two, but strings a hundred times as slowly. */
const wholeSettings = {
  'print elements': '1000000',
  'print characters': '10000',
  'print repeats': '0',
  'print max-depth': '-1',
};

const radixLetters = {
  hexadecimal: 'x',
  'zero-hexadecimal': 'z',
  decimal: 'd',
  octal: 'o',
  binary: 't',
} as const;
