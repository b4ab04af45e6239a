import type { DiskUsage } from '../domain/diskUsage';
import type { EngineInfo } from '../domain/engineInfo';
import type { RegistryCredentials } from '../domain/registryCredentials';

/** What an engine says of itself. */
export interface SystemOperations {
  /** Asks for version and capabilities; looks for the engine anew. */
  info(signal?: AbortSignal): Promise<EngineInfo>;
  /** Whether an engine is there: the cheapest question. */
  ping(signal?: AbortSignal): Promise<void>;
  /** Slow: the engine walks the files of all containers and volumes. */
  diskUsage(signal?: AbortSignal): Promise<DiskUsage>;
  /** Removes what no build in progress uses; resolves with the bytes that came free. */
  pruneBuildCache(signal?: AbortSignal): Promise<number>;
  /**
   * Has the engine log in to a registry. Resolves with what is to be kept: the registry may give a
   * token instead of the password. Wrong ones are refused with the kind `unauthorized`.
   */
  checkRegistryLogin(
    registry: string,
    credentials: RegistryCredentials,
    signal?: AbortSignal,
  ): Promise<RegistryCredentials>;
}
