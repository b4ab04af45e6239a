import type { ContainerSummary } from '../../domain/container';
import type { ImageSummary } from '../../domain/image';
import type { JobStep } from '../../domain/jobStep';
import type { EngineNode, ProblemNode } from '../engine/engineNodes';
import { idIn, type ShownEngine } from '../engine/engines';
import type { ImageJob } from './imageJobs';

/** What stands in the **Images** view. */
export type ImagesNode =
  EngineNode | ProblemNode | ImageNode | TagNode | ImageUserNode | JobNode | JobStepNode;

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

/** Long work, above the images. */
export interface JobNode {
  readonly kind: 'job';
  readonly id: string;
  readonly job: ImageJob;
}

export interface JobStepNode {
  readonly kind: 'jobStep';
  readonly id: string;
  readonly job: ImageJob;
  readonly step: JobStep;
}

/** The row of long work. */
export function jobNode(job: ImageJob): JobNode {
  return { kind: 'job', id: job.id, job };
}

/** The rows of its parts. */
export function jobChildren({ id, job }: JobNode): JobStepNode[] {
  return job.steps.map((step) => ({ kind: 'jobStep', id: `${id}|${step.id}`, job, step }));
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
