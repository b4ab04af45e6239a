import type { Logger } from '../base/logger';
import type { Action } from './apiError';
import type { ContainerNames, ContainerRef } from './containerNames';
import type { Environment } from './dockerConfig';
import type { EngineClient } from './engineClient';
import type { CredentialSource } from './registryCredentials';

/** What the parts of the driver for Docker's API share. */
export interface DriverContext {
  readonly client: EngineClient;
  readonly names: ContainerNames;
  readonly env: Environment;
  /** Log-ins that are kept outside Docker's configuration. */
  readonly credentials: CredentialSource | undefined;
  readonly log: Logger;
}

/** Milliseconds for calls in which the engine waits for a process or a disk. */
export const slowCall = 10 * 60 * 1000;

/** The path of a container in the engine's API. */
export function containerPath(container: string): string {
  return `/containers/${encodeURIComponent(container)}`;
}

/** A container as the engine finds it, and as a person knows it. */
export function refOf({ names }: DriverContext, container: string): ContainerRef {
  return { id: container, name: names.of(container) };
}

/** Something that is done to a container. */
export function onContainer({ names }: DriverContext, verb: string, container: string): Action {
  return onThing(verb, 'container', names.of(container));
}

/** Something that is done to a thing with a name. */
export function onThing(verb: string, kind: string, name: string): Action {
  return { what: `${verb} the ${kind} "${name}"`, subject: `The ${kind} "${name}"` };
}

/** The engine's JSON as a person reads it. */
export function indented(json: string): string {
  return JSON.stringify(JSON.parse(json), undefined, 2);
}
