import { UserError, type NextStep } from '../base/errors';

/** Why a build folder cannot be used as it is. */
export type BuildDirectoryProblem =
  /** Its cache was made for another source folder, as a rule by a build on the host. */
  | 'foreign'
  /** It was configured with another generator than the one asked for. */
  | 'otherGenerator'
  /** It was configured with other compilers than those chosen, which CMake cannot change. */
  | 'otherCompilers';

/** A build folder that Drydock leaves alone until the user has decided. */
export class BuildDirectoryError extends UserError {
  override readonly name = 'BuildDirectoryError';

  constructor(
    readonly problem: BuildDirectoryProblem,
    message: string,
    nextSteps: readonly NextStep[],
  ) {
    super(message, nextSteps);
  }
}
