import type { CacheVariable } from '../domain/cmakeCache';

/** What the page of CMake's cache and its host say to each other. */
export interface CacheContract {
  readonly state: CacheState;
  readonly toView: CacheToView;
  readonly toHost: CacheToHost;
}

export interface CacheState {
  /** The URI of the workspace folder. */
  readonly folder: string;
  /** What the folder is called. */
  readonly label: string;
  readonly filter: string;
  readonly advanced: boolean;
  /** Values that are not configured yet, by the names of their variables. */
  readonly changed: Readonly<Record<string, string>>;
}

/** A build folder's cache. */
export interface ShownCache {
  /** As the container has it. */
  readonly buildContainerPath: string;
  readonly variables: readonly CacheVariable[];
}

type CacheToView =
  | { readonly type: 'reading' }
  | { readonly type: 'read'; readonly cache: ShownCache }
  | { readonly type: 'configuring' }
  /** CMake took the changes, which are in the cache now. */
  | { readonly type: 'configured' }
  | { readonly type: 'failed'; readonly message: string };

type CacheToHost =
  | { readonly type: 'read' }
  | { readonly type: 'configure'; readonly changed: Readonly<Record<string, string>> };
