import type { ContainerSpec } from './containerSpec';
import { DockerRunError } from './dockerRunError';
import type { DockerRunFlag, SpecDraft } from './dockerRunFlag';
import { dockerRunFlags, flagAliases } from './dockerRunFlags';
import { findDockerRun, type FoundDockerRun } from './findDockerRun';
import { ImageReferenceError, parseImageReference } from './imageReference';
import { isUserDefinedNetwork } from './networkMode';
import { splitCommands, type ShellContext } from './shellWords';

/** What a `docker run` line says, and what of the text around it was understood or left aside. */
export interface ParsedDockerRun {
  readonly spec: ContainerSpec;
  /** Full sentences for whoever pasted the line. */
  readonly notes: readonly string[];
}

const byName = new Map(dockerRunFlags.map((flag) => [flag.name, flag]));
const byLetter = new Map(dockerRunFlags.map((flag) => [flag.short, flag]));

/**
 * Reads a `docker run` or `docker create` command: an argument array as it is, or text as people
 * paste it, with prompts, continuation lines, quotes and `$(pwd)`. What the real command line
 * refuses is refused with a {@link DockerRunError}.
 */
export function parseDockerRun(
  input: string | readonly string[],
  context: ShellContext,
): ParsedDockerRun {
  const commands = typeof input === 'string' ? splitCommands(input, context) : [input];
  const found = findDockerRun(commands);
  const draft: SpecDraft = { image: '' };
  const rest = readFlags(found.words, draft, context.cwd);
  const [image, ...command] = rest;
  if (image === undefined) {
    throw new DockerRunError(
      'missingImage',
      found.words.join(' '),
      'The line names no image; "docker run" takes its flags, then the image, then the command.',
    );
  }
  draft.image = image;
  if (command.length > 0) {
    draft.command = command;
  }
  if (found.program === 'nvidia-docker') {
    draft.runtime ??= 'nvidia';
  }
  refuseConflicts(draft);
  refuseImage(draft.image);
  refuseForeignFlags(draft, found);
  return { spec: draft, notes: found.notes };
}

/** Reads flags up to the first word that is none, and returns the words from there. */
function readFlags(words: readonly string[], draft: SpecDraft, cwd: string): readonly string[] {
  let at = 0;
  const next = (flag: string): string => {
    const value = words[at++];
    if (value === undefined) {
      throw new DockerRunError('missingValue', flag, `The flag "${flag}" needs a value.`);
    }
    return value;
  };
  const read = (flag: DockerRunFlag, written: string, value: string): void => {
    flag.read(draft, value, {
      cwd,
      refuse: (reason) =>
        new DockerRunError('invalidValue', value, `"${written} ${value}" is refused: ${reason}.`),
    });
  };
  for (let word = words[at]; word !== undefined; word = words[at]) {
    if (word === '--') {
      return words.slice(at + 1);
    }
    if (!word.startsWith('-') || word === '-') {
      break;
    }
    at += 1;
    if (word.startsWith('--')) {
      readLong(word, next, read);
    } else {
      readShort(word, next, read);
    }
  }
  return words.slice(at);
}

type Next = (flag: string) => string;
type Read = (flag: DockerRunFlag, written: string, value: string) => void;

function readLong(word: string, next: Next, read: Read): void {
  const [written = '', ...rest] = word.split('=');
  const name = written.slice(2);
  const flag = byName.get(flagAliases[name] ?? name);
  if (!flag) {
    throw unknownFlag(written);
  }
  if (rest.length > 0) {
    read(flag, written, rest.join('='));
  } else {
    read(flag, written, flag.isBoolean ? 'true' : next(written));
  }
}

/** A cluster such as `-itv a:b`, `-p8080:80` or `-t=false`. */
function readShort(word: string, next: Next, read: Read): void {
  for (let at = 1; at < word.length; at += 1) {
    const written = `-${word.charAt(at)}`;
    const flag = byLetter.get(word.charAt(at));
    if (!flag) {
      throw unknownFlag(written === word ? written : `${written} in ${word}`);
    }
    const rest = word.slice(at + 1);
    if (rest.startsWith('=')) {
      read(flag, written, rest.slice(1));
      return;
    }
    if (!flag.isBoolean) {
      read(flag, written, rest === '' ? next(written) : rest);
      return;
    }
    read(flag, written, 'true');
  }
}

function unknownFlag(written: string, command = 'docker run'): DockerRunError {
  return new DockerRunError(
    'unknownFlag',
    written,
    `"${command}" has no flag "${written}"; correct it or leave it out.`,
  );
}

/** Flags that exclude each other, as the real command line has it. */
function refuseConflicts(spec: ContainerSpec): void {
  const health = spec.health ?? {};
  const rules: readonly (readonly [broken: boolean, input: string, message: string])[] = [
    [
      spec.autoRemove === true && spec.restart !== undefined && spec.restart.name !== 'no',
      '--rm',
      '"--rm" and "--restart" exclude each other; leave one of them out.',
    ],
    [
      spec.detach === true && spec.attach !== undefined,
      '--attach',
      '"--detach" and "--attach" exclude each other; leave one of them out.',
    ],
    [
      health.disabled === true && Object.keys(health).length > 1,
      '--no-healthcheck',
      '"--no-healthcheck" and the "--health" flags exclude each other; leave one of them out.',
    ],
    [
      spec.networkAliases !== undefined && !isUserDefinedNetwork(spec.network),
      '--network-alias',
      '"--network-alias" works only on a network of your own; name it with "--network".',
    ],
    [
      spec.logDriver === 'none' && spec.logOptions !== undefined,
      '--log-opt',
      'The log driver "none" takes no "--log-opt"; leave one of them out.',
    ],
  ];
  for (const [broken, input, message] of rules) {
    if (broken) {
      throw new DockerRunError('conflict', input, message);
    }
  }
}

/** What `docker run` takes and `docker create` does not, and what podman takes and Docker does not. */
function refuseForeignFlags(spec: ContainerSpec, found: FoundDockerRun): void {
  const attachFlag = spec.clientFlags?.find((flag) => /^--(?:sig-proxy|detach-keys)=/.test(flag));
  if (found.verb === 'create' && (spec.detach === true || attachFlag !== undefined)) {
    throw unknownFlag(attachFlag?.split('=', 1)[0] ?? '--detach', 'docker create');
  }
  if (found.program !== 'podman' && spec.userns !== undefined && spec.userns !== 'host') {
    throw new DockerRunError(
      'invalidValue',
      spec.userns,
      `"--userns ${spec.userns}" is refused: docker knows no user namespace but "host".`,
    );
  }
}

function refuseImage(image: string): void {
  if (/^(?:sha256:)?[0-9a-f]{64}$/.test(image)) {
    return;
  }
  try {
    parseImageReference(image);
  } catch (error) {
    if (error instanceof ImageReferenceError) {
      throw new DockerRunError('invalidValue', image, error.message);
    }
    throw error;
  }
}
