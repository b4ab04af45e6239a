import type { DiskUsage } from '../domain/diskUsage';

/** What the page of the disk usage and its host say to each other. */
export interface DiskUsageContract {
  readonly state: DiskUsageState;
  readonly toView: DiskUsageToView;
  readonly toHost: DiskUsageToHost;
}

export interface DiskUsageState {
  /** The id of the shown engine. */
  readonly engine: string;
  /** What it is called. */
  readonly label: string;
}

type DiskUsageToView =
  | { readonly type: 'measuring' }
  | { readonly type: 'measured'; readonly usage: DiskUsage }
  | { readonly type: 'failed'; readonly message: string };

type DiskUsageToHost =
  { readonly type: 'measure' } | { readonly type: 'prune'; readonly kind: keyof DiskUsage };
