import type { ContainerEngine } from './containerEngine';
import { dockerEngine } from './dockerEngine';
import { driverContextOf, type OpenEngineOptions } from './engineOptions';

/**
 * The container engine of this machine and user. Nothing is connected until the first call, and
 * the engine is looked for again whenever the connection was lost.
 */
export function openEngine(options: OpenEngineOptions): ContainerEngine {
  return dockerEngine(driverContextOf(options));
}
