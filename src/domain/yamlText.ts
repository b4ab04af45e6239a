/** A value that can be written as YAML; a field that is undefined is left out. */
export type YamlValue =
  | string
  | number
  | boolean
  | readonly YamlValue[]
  | { readonly [key: string]: YamlValue | undefined };

/** Writes a value as YAML in block style, so that YAML 1.1 and 1.2 read it back the same. */
export function toYaml(value: YamlValue): string {
  return `${block(value, '').join('\n')}\n`;
}

/** The lines of a value; a scalar and an empty collection have one. */
function block(value: YamlValue, indent: string): string[] {
  if (isList(value)) {
    return value.length === 0
      ? [`${indent}[]`]
      : value.flatMap((item) => {
          const [first = '', ...rest] = block(item, `${indent}  `);
          return [`${indent}- ${first.slice(indent.length + 2)}`, ...rest];
        });
  }
  if (typeof value !== 'object') {
    return [`${indent}${scalar(value)}`];
  }
  const fields = Object.entries(value).flatMap(([key, field]) =>
    field === undefined ? [] : [entry(key, field, indent)],
  );
  return fields.length === 0 ? [`${indent}{}`] : fields.flat();
}

function entry(key: string, value: YamlValue, indent: string): string[] {
  const lines = block(value, `${indent}  `);
  return typeof value === 'object' && Object.values(value).some((field) => field !== undefined)
    ? [`${indent}${scalar(key)}:`, ...lines]
    : [`${indent}${scalar(key)}: ${(lines[0] ?? '').trimStart()}`];
}

function scalar(value: string | number | boolean): string {
  return typeof value === 'string' && !isPlain(value) ? quoted(value) : String(value);
}

/** Whether text without quotes is read as this text, and not as a number, a time or a truth value. */
function isPlain(text: string): boolean {
  return (
    /^[A-Za-z/][\w./@+=-]*(?:[ :,][\w./@+=-]+)*$/.test(text) &&
    !/^(?:y|n|yes|no|on|off|true|false|null|e[\d_.+-]*)$/i.test(text)
  );
}

/** JSON's text is YAML's, but for characters that YAML does not print or takes for line ends. */
function quoted(text: string): string {
  return JSON.stringify(text).replace(
    /[\u007f-\u009f\u00ad\u2028\u2029\ufeff\ufffe\uffff]/g,
    (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

function isList(value: YamlValue): value is readonly YamlValue[] {
  return Array.isArray(value);
}
