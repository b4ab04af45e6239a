import type { ContainerSpec } from './containerSpec';
import { readDockerRun } from './readDockerRun';
import { splitCommands, type ReadProblem, type ShellContext, type ShellWord } from './shellWords';

/** What a `docker run` line says, and what of the text around it was understood or left aside. */
export interface ParsedDockerRun {
  readonly spec: ContainerSpec;
  /** Full sentences for whoever pasted the line. */
  readonly notes: readonly string[];
}

/**
 * Reads a `docker run` or `docker create` command: an argument array as it is, or text as people
 * paste it, with prompts, continuation lines, quotes and `$(pwd)`. What the real command line
 * refuses is refused with a `DockerRunError`.
 */
export function parseDockerRun(
  input: string | readonly string[],
  context: ShellContext,
): ParsedDockerRun {
  const refuse = ({ error }: ReadProblem): never => {
    throw error;
  };
  const commands =
    typeof input === 'string' ? splitCommands(input, context, refuse) : [input.map(wordOf)];
  const { spec, notes, others } = readDockerRun(commands, context.cwd, refuse);
  return { spec, notes: [...notes, ...others.map(leftAside)] };
}

/** The sentence for a command of the text that is not the `docker run`. */
export function leftAside(command: readonly ShellWord[]): string {
  const line = command.map(({ text }) => text).join(' ');
  return `The command "${line}" is not part of it and was left aside.`;
}

function wordOf(text: string): ShellWord {
  return { text, start: 0, end: 0 };
}
