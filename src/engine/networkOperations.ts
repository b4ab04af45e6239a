import type {
  NetworkDetails,
  NetworkEndpoint,
  NetworkSpec,
  NetworkSummary,
} from '../domain/network';
import type { Created } from './containerOperations';

/** What an engine does with networks. A network is given by its id or its name. */
export interface NetworkOperations {
  listNetworks(signal?: AbortSignal): Promise<readonly NetworkSummary[]>;
  inspectNetwork(network: string, signal?: AbortSignal): Promise<NetworkDetails>;
  /** The engine's own JSON, for a person to read. */
  inspectNetworkJson(network: string, signal?: AbortSignal): Promise<string>;
  createNetwork(spec: NetworkSpec, signal?: AbortSignal): Promise<Created>;
  /** Also a stopped container, which is on it from its next start. */
  connectNetwork(
    network: string,
    container: string,
    endpoint?: NetworkEndpoint,
    signal?: AbortSignal,
  ): Promise<void>;
  disconnectNetwork(
    network: string,
    container: string,
    options: { force: boolean },
    signal?: AbortSignal,
  ): Promise<void>;
  /** One with running containers is refused with the kind `inUse`. */
  removeNetwork(network: string, signal?: AbortSignal): Promise<void>;
}
