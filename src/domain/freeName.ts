/** The name itself when it is free, else the first of `name-2`, `name-3`, … that is. */
export function freeName(name: string, taken: readonly string[]): string {
  const names = new Set(taken);
  let free = name;
  for (let count = 2; names.has(free); count += 1) {
    free = `${name}-${count}`;
  }
  return free;
}
