import type { Disposable } from '../base/disposable';
import type { ArchiveOperations } from './archiveOperations';
import type { ContainerOperations } from './containerOperations';
import type { ExecOperations } from './execOperations';
import type { ImageOperations } from './imageOperations';
import type { NetworkOperations } from './networkOperations';
import type { SystemOperations } from './systemOperations';
import type { VolumeOperations } from './volumeOperations';

/**
 * The port to a container engine. Nothing above this floor assumes that the engine is local or
 * Docker's: it asks `EngineInfo.capabilities`. Every call rejects with an `EngineError` (a
 * `UserError` with a `kind`) and settles when its signal fires or its connection drops.
 */
export interface ContainerEngine
  extends
    DebugEngine,
    ArchiveOperations,
    ImageOperations,
    NetworkOperations,
    VolumeOperations,
    SystemOperations {
  /** Follows what changes in the engine, reconnecting for ever, until disposed. */
  watch(listener: (change: EngineChange) => void): Disposable;
}

/** The part of the port that debugging takes. It is loaded at each F5, and the rest is left out then. */
export interface DebugEngine extends ContainerOperations, ExecOperations, Disposable {
  /** Where the engine is, such as `unix:///var/run/docker.sock`, for messages and launch configurations. */
  readonly endpoint: string;
  /** Finds the engine, which the first call does otherwise. */
  locate(): Promise<unknown>;
}

/** The kinds of things that an engine lists. */
export type ResourceKind = 'containers' | 'images' | 'networks' | 'volumes';

export type EngineChange =
  /** Something happened to this kind of resource: the list is out of date. */
  | { readonly kind: ResourceKind }
  /** The connection came back: everything may be out of date. */
  | { readonly kind: 'connected' }
  | { readonly kind: 'disconnected'; readonly error: Error };
