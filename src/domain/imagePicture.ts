import type { ImageDetails } from './image';
import type { ImageLayer } from './imageLayer';

/** What an image is made of, step by step, the lowest first. */
export interface ImagePicture {
  readonly size: number;
  readonly steps: readonly PictureStep[];
  /** The image that it was built on, where that is on the engine. */
  readonly base?: BaseImage;
}

export interface PictureStep {
  /** As a Dockerfile would have it, as far as the engine tells. */
  readonly command: string;
  /** Bytes that it adds. */
  readonly size: number;
  /** Bytes up to and with it. */
  readonly total: number;
  /** Milliseconds since the epoch; 0 where the engine does not know. */
  readonly created: number;
  /** The digest of what it adds; absent for a step that changes only the configuration. */
  readonly layer?: string;
  /** The names of other images that have this layer, which is stored once for all of them. */
  readonly sharedWith: readonly string[];
}

interface BaseImage {
  readonly name: string;
  /** So many of the steps come from it. */
  readonly steps: number;
}

/** Brings together what the engine tells in two places: the history, and the layers. */
export function imagePicture(
  image: Pick<ImageDetails, 'layers'>,
  history: readonly ImageLayer[],
): ImagePicture {
  const oldestFirst = history.toReversed();
  const layerOf = pairLayers(oldestFirst, image.layers);
  let total = 0;
  const steps = oldestFirst.map((entry, index): PictureStep => {
    total += entry.size;
    const layer = layerOf.get(index);
    return {
      command: readableCommand(entry.command || entry.comment),
      size: entry.size,
      total,
      created: entry.created,
      ...(layer === undefined ? {} : { layer }),
      sharedWith: [],
    };
  });
  return { size: total, steps };
}

/** An image that may have layers in common, and how a person calls it. */
export interface OtherImage {
  readonly name: string;
  readonly layers: readonly string[];
}

/**
 * Says of each layer which other images have it. A layer is stored once for all images that have the
 * same ones below it, too; the same files on top of others are stored again.
 */
export function withShared(
  picture: ImagePicture,
  layers: readonly string[],
  others: readonly OtherImage[],
): ImagePicture {
  const common = others.map((other) => {
    const differs = layers.findIndex((layer, index) => other.layers[index] !== layer);
    return { ...other, count: differs < 0 ? layers.length : differs };
  });
  let below = 0;
  const steps = picture.steps.map((step) => {
    below += step.layer === undefined ? 0 : 1;
    const depth = below;
    return step.layer === undefined
      ? step
      : {
          ...step,
          sharedWith: common.filter(({ count }) => count >= depth).map(({ name }) => name),
        };
  });
  const base = common
    .filter((other) => other.count === other.layers.length && other.count > 0)
    .filter((other) => other.count < layers.length)
    .sort((a, b) => b.count - a.count)[0];
  return base ? { ...picture, steps, base: baseOf(base, steps) } : { ...picture, steps };
}

/** Bytes of the steps that no other image has. */
export function ownSize({ steps }: ImagePicture): number {
  return steps.reduce((sum, step) => sum + (step.sharedWith.length === 0 ? step.size : 0), 0);
}

/** A step as a Dockerfile would have it: without the shell and the marks that builders put around it. */
export function readableCommand(command: string): string {
  const text = command.replace(/\s+# buildkit$/, '').trim();
  const nop = /^\/bin\/sh -c #\(nop\)\s+(.*)$/s.exec(text)?.[1];
  if (nop !== undefined) {
    return nop.replace(/^(COPY|ADD) (?:file|dir|multi):[0-9a-f]+ in /, '$1 … ');
  }
  const run = /^(?:RUN )?(?:\|\d+ .*? )?\/bin\/(?:ba)?sh -c (.*)$/s.exec(text)?.[1];
  return run === undefined ? text : `RUN ${run.trim()}`;
}

function baseOf(
  { name, count }: OtherImage & { readonly count: number },
  steps: readonly PictureStep[],
): BaseImage {
  let below = 0;
  let last = 0;
  steps.forEach((step, index) => {
    below += step.layer === undefined ? 0 : 1;
    if (below === count && step.layer !== undefined) {
      last = index + 1;
    }
  });
  return { name, steps: last };
}

/**
 * Which step made which layer: those that add bytes, and of the others as many as there are layers
 * left, first those that usually make one. Nothing is claimed where the numbers do not fit.
 */
function pairLayers(
  steps: readonly ImageLayer[],
  layers: readonly string[],
): ReadonlyMap<number, string> {
  const indices = steps.map((_, index) => index);
  const certain = indices.filter((index) => (steps[index]?.size ?? 0) > 0);
  const perhaps = indices
    .filter((index) => !certain.includes(index))
    .map((index) => ({ index, rank: rankOf(readableCommand(steps[index]?.command ?? '')) }))
    .sort((a, b) => a.rank - b.rank || a.index - b.index)
    .map(({ index }) => index)
    .slice(0, Math.max(0, layers.length - certain.length));
  const chosen = [...certain, ...perhaps].sort((a, b) => a - b);
  return chosen.length === layers.length
    ? new Map(chosen.map((step, index) => [step, layers[index] ?? '']))
    : new Map();
}

function rankOf(command: string): number {
  if (/^(RUN|COPY|ADD)\b/.test(command)) {
    return 0;
  }
  return command.startsWith('WORKDIR') ? 1 : 2;
}
