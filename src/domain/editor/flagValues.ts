import type { ContainerSpec } from '../containerSpec';
import { DockerRunError } from '../dockerRunError';
import type { DockerRunFlag, SpecDraft } from '../dockerRunFlag';
import { dockerRunFlags } from '../dockerRunFlags';

/** The values of each flag of `docker run` that a specification uses, by the flag's long name. */
export type FlagValues = Readonly<Record<string, readonly string[]>>;

/** A value that a field of the form does not take. */
export interface FieldProblem {
  /** The long name of the flag, or `image` or `command`. */
  readonly field: string;
  /** Which value of the flag. */
  readonly index: number;
  /** A full sentence. */
  readonly message: string;
}

const byWord = new Map(
  dockerRunFlags.flatMap((flag) => [
    [`--${flag.name}`, flag],
    ...(flag.short === undefined ? [] : [[`-${flag.short}`, flag] as const]),
  ]) as [string, DockerRunFlag][],
);

/** What the fields of a form show for a specification. */
export function flagValuesOf(spec: ContainerSpec): FlagValues {
  const values: Record<string, string[]> = {};
  for (const [flag, value] of writtenFlags(spec)) {
    (values[flag.name] ??= []).push(value);
  }
  return values;
}

/**
 * The specification with other values for one flag: each is read as the command line would read it.
 * A value that it would refuse leaves the specification as it was.
 */
export function withFlagValues(
  spec: ContainerSpec,
  name: string,
  values: readonly string[],
  cwd: string,
): { readonly spec: ContainerSpec; readonly problems: readonly FieldProblem[] } {
  const problems: FieldProblem[] = [];
  const draft: SpecDraft = {
    image: spec.image,
    ...(spec.command && { command: spec.command }),
    ...(spec.clientFlags && { clientFlags: spec.clientFlags }),
  };
  const others = writtenFlags(spec).filter(([flag]) => flag.name !== name);
  for (const [flag, value] of others) {
    flag.read(draft, value, { cwd, refuse: refusal(flag, value) });
  }
  const changed = byWord.get(`--${name}`);
  values.forEach((value, index) => {
    try {
      changed?.read(draft, value, { cwd, refuse: refusal(changed, value) });
    } catch (error) {
      if (!(error instanceof DockerRunError)) {
        throw error;
      }
      problems.push({ field: name, index, message: error.message });
    }
  });
  return problems.length > 0 ? { spec, problems } : { spec: draft, problems };
}

/** Each flag that says something of the specification, with its value; one that takes none has `true`. */
function writtenFlags(spec: ContainerSpec): [flag: DockerRunFlag, value: string][] {
  return dockerRunFlags.flatMap((flag) => pairs(flag.write(spec)));
}

function pairs(words: readonly string[]): [flag: DockerRunFlag, value: string][] {
  const found: [DockerRunFlag, string][] = [];
  for (let at = 0; at < words.length; at += 1) {
    const [word = '', value] = (words[at] ?? '').split('=', 2);
    const flag = byWord.get(word);
    if (flag?.isBoolean === true) {
      found.push([flag, value ?? 'true']);
    } else if (flag) {
      at += 1;
      found.push([flag, words[at] ?? '']);
    }
  }
  return found;
}

function refusal(flag: DockerRunFlag, value: string): (reason: string) => DockerRunError {
  return (reason) =>
    new DockerRunError('invalidValue', value, `"--${flag.name} ${value}" is refused: ${reason}.`);
}
