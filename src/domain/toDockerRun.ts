import type { ContainerSpec } from './containerSpec';
import { dockerRunFlags } from './dockerRunFlags';

/** The `docker run` command line that stands for a specification, as an argument array. */
export function toDockerRun(spec: ContainerSpec): string[] {
  const words = dockerRunFlags.flatMap((flag) => flag.write(spec));
  return [
    'docker',
    'run',
    ...combineTerminal(words),
    ...(spec.clientFlags ?? []),
    spec.image,
    ...(spec.command ?? []),
  ];
}

/** `-i -t` becomes `-it`, the form in which everybody writes it. */
function combineTerminal(words: readonly string[]): readonly string[] {
  const at = words.indexOf('-i');
  return at >= 0 && at < 2 && words[at + 1] === '-t' ? words.toSpliced(at, 2, '-it') : words;
}
