import type { BuildTimes } from '../domain/buildTimes';

/** What the page of the build times and its host say to each other. */
export interface BuildTimesContract {
  readonly state: BuildTimesState;
  readonly toView:
    | { readonly type: 'reading' }
    | { readonly type: 'read'; readonly times: BuildTimes }
    | { readonly type: 'failed'; readonly message: string };
  readonly toHost:
    | { readonly type: 'read' }
    /** Opens the source of a step, by what was made of it. */
    | { readonly type: 'open'; readonly output: string };
}

export interface BuildTimesState {
  /** The address of the workspace folder. */
  readonly folder: string;
  /** What it is called. */
  readonly label: string;
}
