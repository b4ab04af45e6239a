import process from 'node:process';
import type { Logger } from '../base/logger';
import type { ContainerEngine } from './containerEngine';
import type { Environment } from './dockerConfig';
import { ContainerNames } from './containerNames';
import { dockerEngine } from './dockerEngine';
import { EngineClient } from './engineClient';
import type { CredentialSource } from './registryCredentials';

/** How {@link openEngine} finds its engine. */
export interface OpenEngineOptions {
  /** The user's choice, asked for at each use: an address, the name of a Docker context, or nothing. */
  readonly endpoint?: () => string | undefined;
  /** The process's own environment unless given. */
  readonly env?: Environment;
  readonly log: Logger;
  /** Milliseconds after which a usual call is given up; 30,000 unless given. */
  readonly timeout?: number;
  /** Log-ins to registries that are kept outside Docker's configuration; they come first. */
  readonly credentials?: CredentialSource;
}

/**
 * The container engine of this machine and user. Nothing is connected until the first call, and
 * the engine is looked for again whenever the connection was lost.
 */
export function openEngine(options: OpenEngineOptions): ContainerEngine {
  const { endpoint = () => undefined, env = process.env, log, timeout = 30_000 } = options;
  return dockerEngine({
    client: new EngineClient({ setting: endpoint, env, timeout }, log),
    names: new ContainerNames(),
    env,
    log,
    credentials: options.credentials,
  });
}
