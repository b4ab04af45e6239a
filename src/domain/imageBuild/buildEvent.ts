import type { JobStepState } from '../jobStep';

/** What a builder of images tells while it works, whichever it is. */
export type BuildEvent =
  /** A step that is new, or that changed. */
  | { readonly kind: 'step'; readonly step: BuildStep }
  /** Output, with its line ends. */
  | { readonly kind: 'log'; readonly stepId?: string; readonly text: string }
  /** How far a part of a step is, such as the layer of a base image; `total` is 0 where nobody knows. */
  | {
      readonly kind: 'progress';
      readonly stepId: string;
      readonly part: string;
      readonly current: number;
      readonly total: number;
    };

export interface BuildStep {
  readonly id: string;
  /** As the builder calls it, such as `[2/3] RUN make`. */
  readonly name: string;
  readonly state: JobStepState;
  /** Milliseconds since the epoch. */
  readonly started?: number;
  readonly ended?: number;
  /** Why it failed, in the builder's words. */
  readonly error?: string;
  /** The number of the instruction in the Dockerfile, from 1, where the builder counts them all. */
  readonly instruction?: number;
}
