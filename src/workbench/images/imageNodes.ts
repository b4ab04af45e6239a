import type { ContainerSummary } from '../../domain/container';
import type { ImageSummary } from '../../domain/image';

/** What stands in the **Images** view. */
export type ImagesNode = ImageNode | TagNode | ImageUserNode;

export interface ImageNode {
  readonly kind: 'image';
  readonly id: string;
  readonly image: ImageSummary;
  /** The containers made from it. */
  readonly containers: readonly ContainerSummary[];
}

interface TagNode {
  readonly kind: 'tag';
  readonly id: string;
  readonly image: ImageSummary;
  readonly tag: string;
}

/** A container below the image that it was made from. */
interface ImageUserNode {
  readonly kind: 'user';
  readonly id: string;
  readonly container: ContainerSummary;
}

/** An image's row. */
export function imageNode(image: ImageSummary, all: readonly ContainerSummary[]): ImageNode {
  const containers = all.filter((container) => container.imageId === image.id);
  return { kind: 'image', id: image.id, image, containers };
}

/** The rows below an image: its tags where there are several, and the containers made from it. */
export function imageChildren(node: ImageNode): ImagesNode[] {
  const { image, containers } = node;
  const tags = image.tags.length > 1 ? image.tags : [];
  return [
    ...tags.map((tag): TagNode => ({ kind: 'tag', id: `${image.id}/tag/${tag}`, image, tag })),
    ...containers.map((container): ImageUserNode => {
      return { kind: 'user', id: `${image.id}/container/${container.id}`, container };
    }),
  ];
}
