/** A variable of a container's environment. */
export interface EnvironmentVariable {
  readonly name: string;
  readonly value: string;
  /** By its name it holds a secret, which is not to be shown by itself. */
  readonly isSecret: boolean;
}

/** Reads `KEY=value` entries, in the order of their names. */
export function environmentVariables(env: readonly string[]): readonly EnvironmentVariable[] {
  return env
    .map((entry): EnvironmentVariable => {
      const equals = entry.indexOf('=');
      const name = equals < 0 ? entry : entry.slice(0, equals);
      const value = equals < 0 ? '' : entry.slice(equals + 1);
      return { name, value, isSecret: value !== '' && soundsSecret.test(name) };
    })
    .sort((a, b) => a.name.localeCompare(b.name));
}

const soundsSecret =
  /(?:^|_)(?:pass(?:wd|phrase)?|secrets?|token|credentials?|api_?key|access_?key|private_?key)(?:_|$)|password|_pwd$/i;
