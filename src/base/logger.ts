/**
 * Where log lines go. `trace`: wire traffic; `debug`: decisions; `info`: life cycle; `warn`:
 * recovered; `error`: the user lost something. `vscode.LogOutputChannel` fits as it is.
 */
export interface Logger {
  /** False when trace lines go nowhere, so that nobody need make them. */
  readonly tracing?: boolean;
  trace(message: string): void;
  debug(message: string): void;
  info(message: string): void;
  warn(message: string): void;
  error(message: string): void;
}

/** Drops every line. */
export const silentLogger: Logger = {
  tracing: false,
  trace: () => undefined,
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
};
