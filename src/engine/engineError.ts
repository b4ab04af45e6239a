import { UserError, type NextStep } from '../base/errors';

/** Why an engine call failed, as far as the caller may want to act on it. */
export type EngineErrorKind =
  | 'noSocket'
  | 'refused'
  | 'permissionDenied'
  | 'timeout'
  | 'tls'
  | 'apiTooOld'
  | 'connectionLost'
  | 'notFound'
  | 'conflict'
  | 'nameTaken'
  | 'portTaken'
  | 'gpuUnavailable'
  | 'mountMissing'
  | 'notRunning'
  | 'commandNotFound'
  | 'imageMissing'
  /** A thing that containers or other images need cannot be removed. */
  | 'inUse'
  /** A path in a container: see `ArchiveOperations`. */
  | 'pathMissing'
  | 'notAFolder'
  | 'isAFolder'
  | 'pathExists'
  /** It is a mount of its own, or something else holds it. */
  | 'pathBusy'
  | 'readOnly'
  | 'accessDenied'
  | 'diskFull'
  /** A registry wants a log-in, or another one. */
  | 'unauthorized'
  /** A registry has no such repository or tag. */
  | 'notInRegistry'
  | 'rateLimited'
  /** The engine does not trust a registry's certificate, or the registry has none. */
  | 'registryTls'
  | 'registryUnreachable'
  /** The engine's API has no such call. */
  | 'unsupported'
  | 'badRequest'
  | 'failed';

/** An engine call that failed: a full sentence, and a kind to decide on. */
export class EngineError extends UserError {
  override readonly name = 'EngineError';

  constructor(
    readonly kind: EngineErrorKind,
    message: string,
    nextSteps: readonly NextStep[] = [],
    options?: ErrorOptions,
  ) {
    super(message, nextSteps, options);
  }
}
