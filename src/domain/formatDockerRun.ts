import type { ContainerSpec } from './containerSpec';
import { dockerRunFlags } from './dockerRunFlags';
import { quoteArgv } from './shellQuote';
import { toDockerRun } from './toDockerRun';

const widestLine = 80;

/**
 * The `docker run` line for a person to read: on one line where it fits, else with one flag a line,
 * so that a change of one thing changes one line. `refused` are words that could not be read and
 * stay in front of the image as they are.
 */
export function formatDockerRun(spec: ContainerSpec, refused: readonly string[] = []): string {
  const image = [spec.image, ...(spec.command ?? [])].filter(
    (word, index) => index > 0 || word !== '',
  );
  const words = toDockerRun({ ...spec, command: [] });
  const flags = splitFlags(words.slice(2, -1));
  const short = quoteArgv(['docker', 'run', ...flags.flat(), ...refused, ...image]);
  if (short.length <= widestLine) {
    return short;
  }
  const alone = flags.filter((flag) => flag.length === 1 && !flag[0]?.includes('='));
  const lines = [
    ['docker', 'run', ...alone.flat()],
    ...flags.filter((flag) => !alone.includes(flag)),
    ...(refused.length > 0 ? [refused] : []),
    ...(image.length > 0 ? [image] : []),
  ];
  return lines.map(quoteArgv).join(' \\\n  ');
}

const booleans = new Set(
  dockerRunFlags
    .filter(({ isBoolean }) => isBoolean)
    .flatMap(({ name, short }) => [`--${name}`, ...(short === undefined ? [] : [`-${short}`])]),
);

/** Each flag with its value, as `toDockerRun` writes them: the value is the next word. */
function splitFlags(words: readonly string[]): string[][] {
  const flags: string[][] = [];
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at] ?? '';
    const isAlone = booleans.has(word) || word === '-it' || /^--[^=]+=/.test(word);
    flags.push(isAlone ? [word] : words.slice(at, at + 2));
    at += isAlone ? 0 : 1;
  }
  return flags;
}
