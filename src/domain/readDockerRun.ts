import type { ContainerSpec } from './containerSpec';
import { conflictsOf, foreignFlagsOf, unknownFlag } from './dockerRunConflicts';
import { DockerRunError } from './dockerRunError';
import type { DockerRunFlag, SpecDraft } from './dockerRunFlag';
import { dockerRunFlags, flagAliases } from './dockerRunFlags';
import { findDockerRun } from './findDockerRun';
import { ImageReferenceError, parseImageReference } from './imageReference';
import type { ReadProblem, ShellWord } from './shellWords';

/** What could be read of a line; whatever could not has been reported. */
export interface ReadDockerRun {
  readonly spec: ContainerSpec;
  /** Full sentences for whoever pasted the line. */
  readonly notes: readonly string[];
  /** The other commands of the text. */
  readonly others: readonly (readonly ShellWord[])[];
  /** The flags that were refused, with their values, as words. */
  readonly refused: readonly string[];
}

type Report = (problem: ReadProblem) => void;

const byName = new Map(dockerRunFlags.map((flag) => [flag.name, flag]));
const byLetter = new Map(dockerRunFlags.map((flag) => [flag.short, flag]));

/**
 * Reads the `docker run` among the commands of a text. Everything that is understood is in the
 * specification, and everything that the real command line refuses is reported where it stands.
 */
export function readDockerRun(
  commands: readonly (readonly ShellWord[])[],
  cwd: string,
  report: Report,
): ReadDockerRun {
  const all = commands.flat();
  const found = findDockerRun(commands);
  if (!found) {
    report({ error: noDockerRun(commands[0]), ...spanOf(all) });
    return { spec: { image: '' }, notes: [], others: commands, refused: [] };
  }
  const reader = new FlagReader(found.words, cwd, report);
  const [image, ...command] = reader.read();
  const { draft } = reader;
  if (image === undefined) {
    const error = new DockerRunError(
      'missingImage',
      found.words.map(({ text }) => text).join(' '),
      'The line names no image; "docker run" takes its flags, then the image, then the command.',
    );
    report({ error, ...spanOf(found.words.length > 0 ? found.words.slice(-1) : all.slice(-1)) });
  } else {
    draft.image = image.text;
  }
  if (command.length > 0) {
    draft.command = command.map(({ text }) => text);
  }
  if (found.program === 'nvidia-docker') {
    draft.runtime ??= 'nvidia';
  }
  for (const error of conflictsOf(draft)) {
    report({ error, ...reader.placeOf(error.input) });
  }
  const imageError = image && refusalOfImage(image.text);
  if (imageError) {
    report({ error: imageError, start: image.start, end: image.end });
  }
  for (const error of foreignFlagsOf(draft, found)) {
    report({ error, ...reader.placeOf(error.input) });
  }
  return { spec: draft, notes: found.notes, others: found.others, refused: reader.refused };
}

interface Span {
  readonly start: number;
  readonly end: number;
}

/** Reads the flags in front of the image. */
class FlagReader {
  readonly draft: SpecDraft = { image: '' };
  readonly refused: string[] = [];
  private at = 0;
  /** Where each flag was given last. */
  private readonly places = new Map<string, Span>();

  constructor(
    private readonly words: readonly ShellWord[],
    private readonly cwd: string,
    private readonly report: Report,
  ) {}

  /** Reads flags up to the first word that is none, and returns the words from there. */
  read(): readonly ShellWord[] {
    for (let word = this.words[this.at]; word !== undefined; word = this.words[this.at]) {
      if (word.text === '--') {
        return this.words.slice(this.at + 1);
      }
      if (!word.text.startsWith('-') || word.text === '-') {
        break;
      }
      const from = this.at;
      this.at += 1;
      const understood = word.text.startsWith('--') ? this.readLong(word) : this.readShort(word);
      if (!understood) {
        this.refused.push(...this.words.slice(from, this.at).map(({ text }) => text));
      }
    }
    return this.words.slice(this.at);
  }

  /** Where a flag, given by its long name with dashes, stands. */
  placeOf(written: string): Span {
    return this.places.get(written.replace(/^-+/, '')) ?? spanOf(this.words);
  }

  private readLong(word: ShellWord): boolean {
    const [written = '', ...rest] = word.text.split('=');
    const name = written.slice(2);
    const flag = byName.get(flagAliases[name] ?? name);
    if (!flag) {
      return this.refuseUnknown(word, written, rest.length > 0);
    }
    if (rest.length > 0) {
      return this.take(flag, written, rest.join('='), word, word);
    }
    return flag.isBoolean
      ? this.take(flag, written, 'true', word, word)
      : this.takeNext(flag, written, word);
  }

  /** A cluster such as `-itv a:b`, `-p8080:80` or `-t=false`. */
  private readShort(word: ShellWord): boolean {
    for (let at = 1; at < word.text.length; at += 1) {
      const written = `-${word.text.charAt(at)}`;
      const flag = byLetter.get(word.text.charAt(at));
      if (!flag) {
        const where = written === word.text ? written : `${written} in ${word.text}`;
        return this.refuseUnknown(word, where, written !== word.text);
      }
      const rest = word.text.slice(at + 1);
      if (rest.startsWith('=')) {
        return this.take(flag, written, rest.slice(1), word, word);
      }
      if (!flag.isBoolean) {
        return rest === ''
          ? this.takeNext(flag, written, word)
          : this.take(flag, written, rest, word, word);
      }
      this.take(flag, written, 'true', word, word);
    }
    return true;
  }

  private takeNext(flag: DockerRunFlag, written: string, word: ShellWord): boolean {
    const value = this.words[this.at];
    if (value === undefined) {
      const message = `The flag "${written}" needs a value.`;
      this.refuse(new DockerRunError('missingValue', written, message), word, word);
      return false;
    }
    this.at += 1;
    return this.take(flag, written, value.text, word, value);
  }

  /** Gives a value to a flag; a refusal is reported at the word that holds the value. */
  private take(
    flag: DockerRunFlag,
    written: string,
    value: string,
    word: ShellWord,
    valueWord: ShellWord,
  ): boolean {
    const message = (reason: string): string => `"${written} ${value}" is refused: ${reason}.`;
    try {
      flag.read(this.draft, value, {
        cwd: this.cwd,
        refuse: (reason) => new DockerRunError('invalidValue', value, message(reason)),
      });
    } catch (error) {
      if (!(error instanceof DockerRunError)) {
        throw error;
      }
      this.refuse(error, valueWord, valueWord);
      return false;
    }
    this.places.set(flag.name, { start: word.start, end: valueWord.end });
    return true;
  }

  /**
   * Whether an unknown flag takes the next word is not known either. It does where more flags
   * follow that word: an image is hardly ever followed by them.
   */
  private refuseUnknown(word: ShellWord, written: string, hasValue: boolean): false {
    const [value, after] = this.words.slice(this.at);
    const takesNext =
      !hasValue && value?.text.startsWith('-') === false && after?.text.startsWith('-') === true;
    this.at += takesNext ? 1 : 0;
    this.refuse(unknownFlag(written), word, takesNext ? value : word);
    return false;
  }

  private refuse(error: DockerRunError, from: ShellWord, to: ShellWord): void {
    this.report({ error, start: from.start, end: to.end });
  }
}

function spanOf(words: readonly ShellWord[]): Span {
  return { start: words[0]?.start ?? 0, end: words.at(-1)?.end ?? 0 };
}

function noDockerRun(command: readonly ShellWord[] = []): DockerRunError {
  const text = command.map((word) => word.text).join(' ');
  return new DockerRunError(
    'notDockerRun',
    text,
    text === ''
      ? 'There is no command to read; paste a "docker run" line.'
      : `"${text}" does not create a container; paste a "docker run" line.`,
  );
}

function refusalOfImage(image: string): DockerRunError | undefined {
  if (/^(?:sha256:)?[0-9a-f]{64}$/.test(image)) {
    return undefined;
  }
  try {
    parseImageReference(image);
    return undefined;
  } catch (error) {
    if (error instanceof ImageReferenceError) {
      return new DockerRunError('invalidValue', image, error.message);
    }
    throw error;
  }
}
