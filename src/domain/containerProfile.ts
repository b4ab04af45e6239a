/** A container that is made again and again, under a name. */
export interface ContainerProfile {
  readonly name: string;
  /** The `docker run` line. */
  readonly dockerRun: string;
}

/** The profiles of a setting that people write: what is no profile is left aside. */
export function readProfiles(entries: readonly unknown[]): ContainerProfile[] {
  return entries.flatMap((entry) => readProfile(entry) ?? []);
}

/** The setting with the profile in it, in the place of one of the same name. */
export function withProfile(entries: readonly unknown[], profile: ContainerProfile): unknown[] {
  return [...withoutProfile(entries, profile.name), profile];
}

/** The setting without the profile; an entry that is not understood stays, it is the user's. */
export function withoutProfile(entries: readonly unknown[], name: string): unknown[] {
  return entries.filter((entry) => readProfile(entry)?.name !== name);
}

function readProfile(entry: unknown): ContainerProfile | undefined {
  return typeof entry === 'object' &&
    entry !== null &&
    'name' in entry &&
    typeof entry.name === 'string' &&
    'dockerRun' in entry &&
    typeof entry.dockerRun === 'string'
    ? { name: entry.name, dockerRun: entry.dockerRun }
    : undefined;
}
