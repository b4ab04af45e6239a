/** Reads the lines `NAME=value` of an `envFile`. Blank lines and comments are skipped, quotes around a value dropped. */
export function parseEnvFile(text: string): Record<string, string> {
  const variables: Record<string, string> = {};
  for (const line of text.replace(/^\uFEFF/, '').split(/\r?\n/)) {
    const match = /^\s*(?:export\s+)?([\w.-]+)\s*=\s*(.*?)\s*$/.exec(line);
    if (match?.[1] !== undefined && match[2] !== undefined) {
      variables[match[1]] = match[2].replace(/^(["'])(.*)\1$/, '$2');
    }
  }
  return variables;
}
