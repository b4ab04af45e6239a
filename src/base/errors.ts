/**
 * Something that the user can do about an error. `command` is a VS Code command; a program without
 * a user interface prints only the title.
 */
export interface NextStep {
  readonly title: string;
  readonly command: string;
  readonly args?: readonly unknown[];
}

/** An error that the user can mend. The message is one or two full sentences, fit to be shown. */
export class UserError extends Error {
  override readonly name: string = 'UserError';

  constructor(
    message: string,
    readonly nextSteps: readonly NextStep[] = [],
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/** The user cancelled: nothing is said. */
export class CancelledError extends Error {
  override readonly name = 'CancelledError';

  constructor() {
    super('Cancelled.');
  }
}

/** Throws {@link CancelledError} when the signal has fired. */
export function throwIfCancelled(signal: AbortSignal | undefined): void {
  if (signal?.aborted) {
    throw new CancelledError();
  }
}

/** The message of anything that was thrown. */
export function errorMessage(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
