/** What an engine's things take on its disk, by kind. */
export interface DiskUsage {
  readonly images: DiskUsageOfKind;
  /** What containers wrote over their images. */
  readonly containers: DiskUsageOfKind;
  readonly volumes: DiskUsageOfKind;
  readonly buildCache: DiskUsageOfKind;
}

export interface DiskUsageOfKind {
  readonly items: readonly DiskUsageItem[];
  /** Bytes; what items share is counted once. */
  readonly size: number;
  /** Bytes that come free when all that nothing uses is removed. */
  readonly reclaimable: number;
}

export interface DiskUsageItem {
  readonly id: string;
  /** How a person calls it: a tag, a name, or the beginning of the id. */
  readonly name: string;
  /** Bytes, with what it shares with others. */
  readonly size: number;
  /** Bytes of it that others have as well. */
  readonly shared: number;
  readonly isInUse: boolean;
}
