/** Whether an engine takes a name: at least two characters, the first a letter or a digit. */
export function isContainerName(name: string): boolean {
  return /^[a-zA-Z0-9][a-zA-Z0-9_.-]+$/.test(name);
}

/** A container name made of a folder's: letters, digits, `_`, `.` and `-`, at least two of them. */
export function containerNameFor(folderName: string): string {
  const name = folderName
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[^a-zA-Z0-9_.-]+/g, '-')
    .replace(/^[^a-zA-Z0-9]+|[-.]+$/g, '');
  return name.length >= 2 ? name : `${name === '' ? 'dev' : name}-container`;
}
