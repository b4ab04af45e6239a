/** A part of long work, such as a layer that is pulled or a step of a build, as a row shows it. */
export interface JobStep {
  /** Unique in its job. */
  readonly id: string;
  readonly label: string;
  readonly state: JobStepState;
  /** Beside the label: bytes, or how long it took. */
  readonly note: string;
  /** Where it is written, from 1. */
  readonly line?: number;
}

export type JobStepState = 'waiting' | 'running' | 'done' | 'cached' | 'failed' | 'cancelled';
