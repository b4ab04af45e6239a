/** Text as a Markdown code span, so that nothing in it is taken for markup. */
export function markdownCode(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  if (line === '') {
    return '';
  }
  const longest = Math.max(0, ...[...line.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  const pad = longest > 0 ? ' ' : '';
  // A bar would end the table's cell even inside of a code span.
  return `${fence}${pad}${line.replaceAll('|', String.raw`\|`)}${pad}${fence}`;
}

/** A table of names and values, less the rows whose value is empty. */
export function markdownTable(rows: readonly (readonly [string, string])[]): string {
  return ['| | |', '|---|---|']
    .concat(
      rows.filter(([, value]) => value !== '').map(([name, value]) => `| ${name} | ${value} |`),
    )
    .join('\n');
}
