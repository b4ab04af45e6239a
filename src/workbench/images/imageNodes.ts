import type { ContainerSummary } from '../../domain/container';
import type { ImageSummary } from '../../domain/image';
import type { EngineNode, ProblemNode } from '../engine/engineNodes';
import { idIn, type ShownEngine } from '../engine/engines';

/** What stands in the **Images** view. */
export type ImagesNode = EngineNode | ProblemNode | ImageNode | TagNode | ImageUserNode;

/** An image and where it is: what every command on an image is for. */
export interface EngineImage {
  readonly engine: ShownEngine;
  readonly image: ImageSummary;
}

export interface ImageNode extends EngineImage {
  readonly kind: 'image';
  readonly id: string;
  /** The containers made from it. */
  readonly containers: readonly ContainerSummary[];
}

interface TagNode extends EngineImage {
  readonly kind: 'tag';
  readonly id: string;
  readonly tag: string;
}

/** A container below the image that it was made from. */
interface ImageUserNode {
  readonly kind: 'user';
  readonly id: string;
  readonly engine: ShownEngine;
  readonly container: ContainerSummary;
}

/** An image's row. */
export function imageNode(engine: ShownEngine, image: ImageSummary): ImageNode {
  const all = engine.store.snapshot.containers;
  const containers = all.filter((container) => container.imageId === image.id);
  return { kind: 'image', id: idIn(engine, image.id), engine, image, containers };
}

/** The rows below an image: its tags where there are several, and the containers made from it. */
export function imageChildren(node: ImageNode): ImagesNode[] {
  const { id, engine, image, containers } = node;
  const tags = image.tags.length > 1 ? image.tags : [];
  return [
    ...tags.map((tag): TagNode => ({ kind: 'tag', id: `${id}/tag/${tag}`, engine, image, tag })),
    ...containers.map((container): ImageUserNode => {
      return { kind: 'user', id: `${id}/container/${container.id}`, engine, container };
    }),
  ];
}
