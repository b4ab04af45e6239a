/** A path in which a container differs from its image. */
export interface ContainerChange {
  readonly kind: 'added' | 'changed' | 'deleted';
  readonly containerPath: string;
}

/** The changes as `docker diff` writes them: a letter and a path on each line, by path. */
export function changesText(changes: readonly ContainerChange[]): string {
  const letters = { added: 'A', changed: 'C', deleted: 'D' } as const;
  return [...changes]
    .sort((a, b) => (a.containerPath < b.containerPath ? -1 : 1))
    .map(({ kind, containerPath }) => `${letters[kind]} ${containerPath}\n`)
    .join('');
}
