/**
 * The arguments of `cmake` for variables as the settings have them: a boolean is ON or OFF, an array a
 * list of CMake, and null takes an entry out of the cache. {@link wrongVariable} is left out.
 */
export function variableArguments(variables: Readonly<Record<string, unknown>>): readonly string[] {
  return Object.entries(variables).flatMap(([name, value]) => {
    if (value === null) {
      return [`-U${name}`];
    }
    if (typeof value === 'boolean') {
      return [`-D${name}:BOOL=${value ? 'ON' : 'OFF'}`];
    }
    const text = textOf(value);
    return text === undefined ? [] : [`-D${name}=${text}`];
  });
}

/** The name of a variable whose value is neither text, number, boolean, an array of those, nor null. */
export function wrongVariable(variables: Readonly<Record<string, unknown>>): string | undefined {
  const wrong = Object.entries(variables).find(
    ([, value]) => value !== null && typeof value !== 'boolean' && textOf(value) === undefined,
  );
  return wrong?.[0];
}

function textOf(value: unknown): string | undefined {
  if (Array.isArray(value)) {
    const items = (value as readonly unknown[]).map(textOf);
    return items.includes(undefined) ? undefined : items.join(';');
  }
  return typeof value === 'string' || typeof value === 'number' ? String(value) : undefined;
}
