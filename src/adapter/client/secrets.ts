/** Shorter values are no secrets, and would be found everywhere. */
const shortestSecret = 6;
const hidden = '…';

/** Takes the values of environment variables out of the lines of a log. */
export type Mask = (line: string) => string;

/** A mask for values, in every form in which they are written: as they are, and quoted for MI or JSON. */
export function maskValues(values: Iterable<string>): Mask {
  const forms = new Set<string>();
  for (const value of values) {
    const quoted = JSON.stringify(value).slice(1, -1);
    if (value.length >= shortestSecret) {
      [value, quoted, JSON.stringify(quoted).slice(1, -1)].forEach((form) => forms.add(form));
    }
  }
  // The longest first: one value may be a part of another.
  const ordered = [...forms].sort((one, other) => other.length - one.length);
  return (line) => ordered.reduce((text, form) => text.replaceAll(form, hidden), line);
}

/** A DAP message as a line, without the values that a launch configuration gives to variables. */
export function showMessage(message: object): string {
  return JSON.stringify(message, (key, value: unknown) => hideVariables(key, value));
}

function hideVariables(key: string, value: unknown): unknown {
  if (key === 'environment' && Array.isArray(value)) {
    return value.map((each: unknown) =>
      isRecord(each) && 'value' in each ? { ...each, value: hidden } : each,
    );
  }
  if (/^(?:env|environment|pipeEnv)$/.test(key) && isRecord(value)) {
    return Object.fromEntries(Object.keys(value).map((name) => [name, hidden]));
  }
  return value;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
