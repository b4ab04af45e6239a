import type { ContainerSpec } from '../domain/containerSpec';

type OptionalField = Exclude<keyof ContainerSpec, 'image'>;

/** Some fields of a specification, each of which may be undefined. */
export type Fields<K extends OptionalField = OptionalField> = {
  readonly [F in K]?: ContainerSpec[F] | undefined;
};

/** The text, unless it is empty. */
export function given(text: string): string | undefined {
  return text === '' ? undefined : text;
}

/** The list, unless it is empty. */
export function some<T>(values: readonly T[]): readonly T[] | undefined {
  return values.length === 0 ? undefined : values;
}

/** The map, unless it is empty. */
export function someRecord(
  record: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> | undefined {
  return Object.keys(record).length === 0 ? undefined : record;
}

/** The fields of a `T`, of which those that may be undefined may be missing. */
type Defined<T> = {
  [K in keyof T as undefined extends T[K] ? never : K]: T[K];
} & {
  [K in keyof T as undefined extends T[K] ? K : never]?: Exclude<T[K], undefined>;
};

/** The object without the fields that are undefined. */
export function defined<T extends object>(fields: T): Defined<T> {
  return Object.fromEntries(
    Object.entries(fields).filter(([, value]) => value !== undefined),
  ) as Defined<T>;
}
