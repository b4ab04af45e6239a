/**
 * The argument array of a `docker` command for one engine: `engine` is what the user called it, an
 * address, the name of a Docker context, or empty for the one that `docker` itself uses.
 */
export function dockerCommand(engine: string, ...words: readonly string[]): string[] {
  if (engine === '') {
    return ['docker', ...words];
  }
  return engine.includes('://')
    ? ['docker', '--host', engine, ...words]
    : ['docker', '--context', engine, ...words];
}
