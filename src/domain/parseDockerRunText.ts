import type { ContainerSpec } from './containerSpec';
import { formatDockerRun } from './formatDockerRun';
import { leftAside } from './parseDockerRun';
import { readDockerRun } from './readDockerRun';
import { splitCommands, type ReadProblem, type ShellContext } from './shellWords';
import { toDockerRun } from './toDockerRun';

/** Something about a part of a text, from the character `start` to before `end`. */
interface TextMark {
  readonly start: number;
  readonly end: number;
  readonly severity: 'error' | 'information';
  /** A full sentence. */
  readonly message: string;
}

/** All that could be read of a text, and marks where something could not. */
export interface DockerRunText {
  readonly spec: ContainerSpec;
  readonly marks: readonly TextMark[];
  /** About the line as a whole, in full sentences. */
  readonly notes: readonly string[];
}

/**
 * Reads a `docker run` line while it is being written: what is understood is in the specification
 * (whose image is empty while the line names none), and the rest is marked where it stands.
 */
export function parseDockerRunText(text: string, context: ShellContext): DockerRunText {
  const { spec, notes, others, problems } = readText(text, context);
  const marks = [
    ...problems.map(({ error, start, end }): TextMark => {
      return { start, end, severity: 'error', message: error.message };
    }),
    ...(problems.some(({ error }) => error.kind === 'notDockerRun') ? [] : others).map(
      (command): TextMark => ({
        start: command[0]?.start ?? 0,
        end: command.at(-1)?.end ?? 0,
        severity: 'information',
        message: leftAside(command),
      }),
    ),
  ];
  return { spec, notes, marks: marks.sort((a, b) => a.start - b.start || a.end - b.end) };
}

/**
 * The text for a changed specification: the same text while it still says that, else the line
 * written anew. Flags that could not be read stay in it, so that nothing is lost by editing a form.
 */
export function updateDockerRunText(
  text: string,
  spec: ContainerSpec,
  context: ShellContext,
): string {
  const before = readText(text, context);
  const same =
    JSON.stringify(toDockerRun(before.spec)) === JSON.stringify(toDockerRun(spec)) &&
    before.spec.image === spec.image;
  return same && text.trim() !== '' ? text : formatDockerRun(spec, before.refused);
}

function readText(text: string, context: ShellContext) {
  const problems: ReadProblem[] = [];
  const report = (problem: ReadProblem): void => void problems.push(problem);
  const commands = splitCommands(text, context, report);
  return { ...readDockerRun(commands, context.cwd, report), problems };
}
