/**
 * The container in what `docker compose ps --quiet` says, which may warn beside it, as it does of a
 * `version` in a file. Undefined when there is none.
 */
export function composeContainerId(output: string): string | undefined {
  return /^[0-9a-f]{64}(?=\r?$)/m.exec(output)?.[0];
}
