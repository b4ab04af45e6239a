import { throwIfCancelled } from '../base/errors';
import { imageLabel } from '../domain/imageList';
import {
  stoppedContainers,
  unusedImages,
  unusedNetworks,
  unusedVolumes,
} from '../domain/unusedResources';
import type { ContainerEngine, ResourceKind } from './containerEngine';
import { EngineError } from './engineError';

/** What can be removed of a kind, before it is. */
export interface PrunePreview {
  readonly kind: ResourceKind;
  readonly items: readonly PruneItem[];
  /** Bytes that come free at least. */
  readonly size: number;
}

export interface PruneItem {
  readonly id: string;
  /** As a person calls it. */
  readonly name: string;
  /** Bytes that only this one takes; 0 where nothing is stored or the engine cannot say. */
  readonly size: number;
}

export interface PruneOptions {
  /** Also images that have a tag. */
  readonly taggedImages?: boolean;
  /** Also volumes that have a name. */
  readonly namedVolumes?: boolean;
}

export interface PruneResult {
  readonly removed: readonly PruneItem[];
  /** What came into use after the preview, or could not be removed, with the reason. */
  readonly kept: readonly { readonly item: PruneItem; readonly error: EngineError }[];
  /** Bytes of what was removed. */
  readonly size: number;
}

/** Finds what nothing uses. Slow where the engine has to measure. */
export async function previewPrune(
  engine: ContainerEngine,
  kind: ResourceKind,
  options: PruneOptions = {},
  signal?: AbortSignal,
): Promise<PrunePreview> {
  const items = await findUnused(engine, kind, options, signal);
  return { kind, items, size: sizeOf(items) };
}

/**
 * Removes what a preview has shown, and nothing else: the engine's own pruning would also take what
 * has come since, and the networks of stopped containers.
 */
export async function prune(
  engine: ContainerEngine,
  preview: PrunePreview,
  report: (item: PruneItem) => void,
  signal?: AbortSignal,
): Promise<PruneResult> {
  const removed: PruneItem[] = [];
  const kept: { item: PruneItem; error: EngineError }[] = [];
  for (const item of preview.items) {
    throwIfCancelled(signal);
    report(item);
    try {
      await remove(engine, preview.kind, item, signal);
      removed.push(item);
    } catch (error) {
      if (!(error instanceof EngineError) || lostKinds.has(error.kind)) {
        throw error;
      }
      if (error.kind !== 'notFound' && error.kind !== 'imageMissing') {
        kept.push({ item, error });
      }
    }
  }
  return { removed, kept, size: sizeOf(removed) };
}

/** After these there is no use in going on. */
const lostKinds: ReadonlySet<string> = new Set([
  'noSocket',
  'refused',
  'permissionDenied',
  'timeout',
  'tls',
  'connectionLost',
]);

async function findUnused(
  engine: ContainerEngine,
  kind: ResourceKind,
  options: PruneOptions,
  signal?: AbortSignal,
): Promise<readonly PruneItem[]> {
  const containers = await engine.listContainers(signal);
  switch (kind) {
    case 'containers': {
      const stopped = stoppedContainers(containers);
      const sizes = sizesById(
        stopped.length === 0
          ? []
          : await engine.containerSizes(
              stopped.map(({ id }) => id),
              signal,
            ),
        ({ writable }) => writable,
      );
      return stopped.map(({ id, name }) => ({ id, name, size: sizes.get(id) ?? 0 }));
    }
    case 'images': {
      const tagged = options.taggedImages ?? false;
      const unused = unusedImages(await engine.listImages(signal), containers, { tagged });
      const { images } = unused.length === 0 ? noUsage : await engine.diskUsage(signal);
      const sizes = sizesById(images.items, ({ size, shared }) => size - shared);
      return unused.map((image) => ({
        id: image.id,
        name: imageLabel(image),
        size: sizes.get(image.id) ?? 0,
      }));
    }
    case 'networks':
      return unusedNetworks(await engine.listNetworks(signal), containers).map(({ id, name }) => ({
        id,
        name,
        size: 0,
      }));
    case 'volumes': {
      const named = options.namedVolumes ?? false;
      const unused = unusedVolumes(await engine.listVolumes(signal), containers, { named });
      const usage = unused.length === 0 ? [] : await engine.volumeUsage(signal);
      const sizes = new Map(usage.map(({ name, size }) => [name, size]));
      return unused.map(({ name }) => ({ id: name, name, size: sizes.get(name) ?? 0 }));
    }
  }
}

const noUsage = { images: { items: [] } };

function remove(
  engine: ContainerEngine,
  kind: ResourceKind,
  { id }: PruneItem,
  signal?: AbortSignal,
): Promise<void> {
  switch (kind) {
    case 'containers':
      // Not by force: it may have been started since. Its volumes stay, as what is in mounts does.
      return engine.removeContainer(id, { force: false, volumes: false }, signal);
    case 'images':
      return engine.removeImage(id, { force: false }, signal);
    case 'networks':
      return engine.removeNetwork(id, signal);
    case 'volumes':
      return engine.removeVolume(id, signal);
  }
}

function sizesById<T extends { readonly id: string }>(
  items: readonly T[],
  size: (item: T) => number,
): ReadonlyMap<string, number> {
  return new Map(items.map((item) => [item.id, size(item)]));
}

function sizeOf(items: readonly PruneItem[]): number {
  return items.reduce((total, { size }) => total + size, 0);
}
