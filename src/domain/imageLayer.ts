/** One step of an image's history, the newest first. */
export interface ImageLayer {
  /** Absent for a step that was made elsewhere. */
  readonly imageId?: string;
  /** Milliseconds since the epoch. */
  readonly created: number;
  /** The command that made it, as the engine tells it. */
  readonly command: string;
  /** Bytes that it adds; 0 for a step that changes only the configuration. */
  readonly size: number;
  readonly tags: readonly string[];
  readonly comment: string;
}
