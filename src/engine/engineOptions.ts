import process from 'node:process';
import type { Logger } from '../base/logger';
import { ContainerNames } from './containerNames';
import type { Environment } from './dockerConfig';
import type { DriverContext } from './driverContext';
import { EngineClient } from './engineClient';
import type { CredentialSource } from './registryCredentials';

/** How an engine is found. */
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

/** What the driver's parts share for an engine that is found so. */
export function driverContextOf(options: OpenEngineOptions): DriverContext {
  const { endpoint = () => undefined, env = process.env, log, timeout = 30_000 } = options;
  return {
    client: new EngineClient({ setting: endpoint, env, timeout }, log),
    names: new ContainerNames(),
    env,
    log,
    credentials: options.credentials,
  };
}
