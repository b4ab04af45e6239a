import { UserError } from '../base/errors';

/** Why a `docker run` line was refused, as far as a caller may want to act on it. */
export type DockerRunErrorKind =
  | 'notDockerRun'
  | 'unclosedQuote'
  | 'unknownExpansion'
  | 'unknownFlag'
  | 'missingValue'
  | 'invalidValue'
  | 'conflict'
  | 'missingImage'
  | 'unsupported';

/** A `docker run` line that cannot be used. The message quotes the input at fault. */
export class DockerRunError extends UserError {
  override readonly name = 'DockerRunError';

  constructor(
    readonly kind: DockerRunErrorKind,
    /** The word, flag or value at fault. */
    readonly input: string,
    message: string,
  ) {
    super(message);
  }
}

/** Makes the error for a value that a flag refuses; the reason is a clause without a full stop. */
export type Refuse = (reason: string) => DockerRunError;
