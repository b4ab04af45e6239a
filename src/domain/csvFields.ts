/**
 * Splits one line of comma-separated fields, quoted with `"` where they hold a comma, as `--mount`
 * and `--gpus` take them. Undefined when a quote stands where none may.
 */
export function parseCsvFields(line: string): string[] | undefined {
  const fields: string[] = [];
  const field = /(?:"((?:[^"]|"")*)"|([^",]*))(,|$)/y;
  let more = line !== '';
  while (more) {
    const match = field.exec(line);
    if (!match) {
      return undefined;
    }
    fields.push(match[1]?.replaceAll('""', '"') ?? match[2] ?? '');
    more = match[3] === ',';
  }
  return fields;
}

/** The line that {@link parseCsvFields} splits into these fields. */
export function formatCsvFields(fields: readonly string[]): string {
  return fields
    .map((field) => (/[",]/.test(field) ? `"${field.replaceAll('"', '""')}"` : field))
    .join(',');
}
