import { formatMemorySize, parseMemorySize } from './memorySize';
import type { ContainerSpec } from './containerSpec';
import type { Refuse } from './dockerRunError';
import { formatDuration, parseDuration } from './duration';

/** A specification while a line is being read into it. */
export type SpecDraft = { -readonly [K in keyof ContainerSpec]: ContainerSpec[K] };

/** What a flag needs to know beside its value. */
export interface ReadContext {
  /** Where the line is read: relative mounts start here. */
  readonly cwd: string;
  readonly refuse: Refuse;
}

/** One flag of `docker run`, both ways. */
export interface DockerRunFlag {
  readonly name: string;
  readonly short?: string | undefined;
  /** Takes no value of its own: `--init`, `--init=false`. */
  readonly isBoolean: boolean;
  read(draft: SpecDraft, value: string, context: ReadContext): void;
  /** The words that give the specification's part of a command line. */
  write(spec: ContainerSpec): readonly string[];
}

/** The fields of a specification that hold a `T`. */
type FieldsOf<T> = {
  [K in keyof ContainerSpec]-?: ContainerSpec[K] extends T | undefined ? K : never;
}[keyof ContainerSpec];

type Check = (value: string, refuse: Refuse) => string;
/** A flag's long name and its letter. */
type Names = readonly [name: string, short?: string | undefined];

/** A flag that holds for the whole container or not; given as `false` it is as if left out. */
export function booleanFlag([name, short]: Names, field: FieldsOf<boolean>): DockerRunFlag {
  return {
    name,
    short,
    isBoolean: true,
    read: (draft, value, { refuse }) => {
      if (readBoolean(value, refuse)) {
        draft[field] = true;
      } else {
        Reflect.deleteProperty(draft, field);
      }
    },
    write: (spec) => (spec[field] === true ? [dashed([name, short])] : []),
  };
}

/** A flag with one value, the last of which counts; empty is as if left out. */
export function textFlag(
  [name, short]: Names,
  field: FieldsOf<string>,
  check: Check = (value) => value,
): DockerRunFlag {
  return {
    name,
    short,
    isBoolean: false,
    read: (draft, value, { refuse }) => {
      if (value === '') {
        Reflect.deleteProperty(draft, field);
      } else {
        draft[field] = check(value, refuse);
      }
    },
    write: (spec) => spell([name, short], present(spec[field])),
  };
}

/** A flag that may be given several times, in order. */
export function listFlag(
  [name, short]: Names,
  field: FieldsOf<readonly string[]>,
  check: Check = (value) => value,
): DockerRunFlag {
  return {
    name,
    short,
    isBoolean: false,
    read: (draft, value, { refuse }) => {
      draft[field] = [...(draft[field] ?? []), check(value, refuse)];
    },
    write: (spec) => spell([name, short], spec[field] ?? []),
  };
}

/** A flag that may be given several times as `key=value`; the last of a key counts. */
export function mapFlag(
  [name, short]: Names,
  field: FieldsOf<Readonly<Record<string, string>>>,
  separator: '=' | ':' = '=',
  check: Check = (value) => value,
): DockerRunFlag {
  return {
    name,
    short,
    isBoolean: false,
    read: (draft, value, { refuse }) => {
      const [key = '', ...rest] = check(value, refuse).split(separator);
      if (key === '') {
        throw refuse('the name is missing');
      }
      draft[field] = { ...draft[field], [key]: rest.join(separator) };
    },
    write: (spec) =>
      spell(
        [name, short],
        Object.entries(spec[field] ?? {}).map(([key, value]) =>
          value === '' ? key : `${key}${separator}${value}`,
        ),
      ),
  };
}

/** A flag with a whole number. */
export function integerFlag(names: Names, field: FieldsOf<number>): DockerRunFlag {
  return numberFlag(names, field, readInteger, String);
}

/** A flag with a size in bytes; `-1` only where it means "without limit". */
export function bytesFlag(
  names: Names,
  field: FieldsOf<number>,
  unlimited?: 'unlimited',
): DockerRunFlag {
  return numberFlag(
    names,
    field,
    (value, refuse) => {
      const bytes = unlimited && value === '-1' ? -1 : parseMemorySize(value);
      if (bytes === undefined) {
        throw refuse(`"${value}" is not a size such as 512m or 8g`);
      }
      return bytes;
    },
    formatMemorySize,
  );
}

/** A flag with a number that is read and written in its own way. */
export function numberFlag(
  [name, short]: Names,
  field: FieldsOf<number>,
  parse: (value: string, refuse: Refuse) => number,
  format: (value: number) => string,
): DockerRunFlag {
  return {
    name,
    short,
    isBoolean: false,
    read: (draft, value, { refuse }) => {
      draft[field] = parse(value, refuse);
    },
    write: (spec) => spell([name, short], present(spec[field]).map(format)),
  };
}

/** A flag for a part of the specification with a form of its own, read and written by functions. */
export function ownFlag<T>(
  [name, short]: Names,
  parse: (value: string, context: ReadContext) => T,
  put: (draft: SpecDraft, value: T) => void,
  values: (spec: ContainerSpec) => readonly string[],
): DockerRunFlag {
  return {
    name,
    short,
    isBoolean: false,
    read: (draft, value, context) => put(draft, parse(value, context)),
    write: (spec) => spell([name, short], values(spec)),
  };
}

/** A flag that speaks to the client only; `toDockerRun` writes all of them as they were given. */
export function clientFlag(
  [name, short]: Names,
  isBoolean = false,
  check: Check = (value) => value,
): DockerRunFlag {
  return {
    name,
    short,
    isBoolean,
    read: (draft, value, { refuse }) => {
      const text = isBoolean ? String(readBoolean(value, refuse)) : check(value, refuse);
      draft.clientFlags = [...(draft.clientFlags ?? []), `--${name}=${text}`];
    },
    write: () => [],
  };
}

/** The flag as it is written, short where it has a short form. */
function dashed([name, short]: Names): string {
  return short === undefined ? `--${name}` : `-${short}`;
}

/** The words of a flag that is given once for each value. */
function spell(names: Names, values: readonly string[]): string[] {
  return values.flatMap((value) => [dashed(names), value]);
}

/** Reads a boolean as the command line's own parser does. */
export function readBoolean(value: string, refuse: Refuse): boolean {
  if (/^(?:1|t|T|true|TRUE|True)$/.test(value)) {
    return true;
  }
  if (/^(?:0|f|F|false|FALSE|False)$/.test(value)) {
    return false;
  }
  throw refuse(`"${value}" is neither true nor false`);
}

/** Reads a whole number. */
export function readInteger(value: string, refuse: Refuse): number {
  const [, sign, digits = ''] = /^([+-]?)(\d+|0x[\da-f]+)$/i.exec(value) ?? [];
  if (digits === '') {
    throw refuse(`"${value}" is not a whole number`);
  }
  // As in C, a leading zero means octal.
  const number = /^0\d/.test(digits) ? Number.parseInt(digits, 8) : Number(digits);
  return sign === '-' ? -number : number;
}

/** Reads a duration of a health check, in nanoseconds. */
export function readDuration(value: string, refuse: Refuse): number {
  const duration = parseDuration(value);
  if (duration === undefined) {
    throw refuse(`"${value}" is not a duration such as 500ms, 5s or 1m30s`);
  }
  if (duration < 0) {
    throw refuse('it cannot be negative');
  }
  return duration;
}

/** One value or none, as {@link DockerRunFlag.write} wants it. */
export function present<T>(value: T | undefined): T[] {
  return value === undefined ? [] : [value];
}

/** The durations among the values, as they are written. */
export function presentDuration(value: number | undefined): string[] {
  return present(value).map(formatDuration);
}
