import type { DebugProtocol } from '@vscode/debugprotocol';
import { completeText, listLocals, type FrameSelector } from '../../gdb/variableCommands';
import { gdbCommand } from './evaluation';
import type { LiveSession } from '../liveSession';

/** With fewer characters typed only locals are offered: gdb would read the symbols of the whole program. */
const leastTyped = 2;

/** What the text in the debug console could go on with. */
export async function complete(
  { debuggee }: LiveSession,
  { text, column, line = 1, frameId }: DebugProtocol.CompletionsArguments,
): Promise<DebugProtocol.CompletionsResponse['body']> {
  const { client, control, frames } = debuggee;
  const before = (text.split('\n')[line - 1] ?? '').slice(0, column - 1);
  const command = gdbCommand(before);
  if (control.running && command === undefined) {
    // It is the program's input.
    return { targets: [] };
  }
  const frame = frameId === undefined || control.running ? undefined : frames.find(frameId);
  const typed = command ?? before;
  const word = (command === undefined ? /[\w$]*$/ : /[\w$-]*$/).exec(typed)?.[0] ?? '';
  const isMember = /(?:\.|->|::)[\w$]*$/.test(typed);
  const locals =
    command === undefined && !isMember && frame ? await localNames(debuggee, frame, word) : [];
  const asked = command !== undefined || isMember || word.length >= leastTyped;
  const prefix = command === undefined ? 'print ' : '';
  const matches = asked ? await completeText(client, prefix + typed, frame) : [];
  const kept = prefix.length + typed.length - word.length;
  const names = matches.map((match) => match.slice(kept)).filter((name) => /^[\w$-]/.test(name));
  const targets = [...new Set([...locals, ...names])]
    .filter((name) => !/^operator\b|@/.test(name))
    .map((label) => item(label, word.length, column, kind(label, locals, isMember, command)));
  return { targets };
}

async function localNames(
  { client }: LiveSession['debuggee'],
  frame: FrameSelector,
  word: string,
): Promise<readonly string[]> {
  const locals = await listLocals(client, frame).catch(() => []);
  return locals.map(({ name }) => name).filter((name) => name.startsWith(word));
}

function kind(
  label: string,
  locals: readonly string[],
  isMember: boolean,
  command: string | undefined,
): DebugProtocol.CompletionItemType {
  if (command !== undefined) {
    return 'keyword';
  }
  if (label.includes('(')) {
    return 'function';
  }
  if (isMember) {
    return 'property';
  }
  return locals.includes(label) ? 'variable' : 'value';
}

function item(
  label: string,
  length: number,
  column: number,
  type: DebugProtocol.CompletionItemType,
): DebugProtocol.CompletionItem {
  // gdb completes a function to its signature; what is typed is its name.
  const text = label.replace(/\(.*$/s, '');
  return { label, text, type, start: column - length, length };
}
