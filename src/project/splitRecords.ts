/**
 * Takes apart what a script in a container printed: each record after a line of its own that begins
 * with the record separator, which neither JSON nor CMake's files hold. The key is the rest of that
 * line.
 */
export function splitRecords(text: string): ReadonlyMap<string, string> {
  const records = new Map<string, string>();
  for (const part of text.split('\u001e').slice(1)) {
    const end = part.indexOf('\n');
    records.set(part.slice(0, end), part.slice(end + 1));
  }
  return records;
}
