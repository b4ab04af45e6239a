import type { ReachMap } from '../domain/reach';

/** What the picture of the networks and its host say to each other. */
export interface NetworkMapContract {
  readonly state: NetworkMapState;
  readonly toView: NetworkMapToView;
  /** Shows a container in its view. */
  readonly toHost: { readonly type: 'reveal'; readonly container: string };
}

export interface NetworkMapState {
  /** The id of the shown engine. */
  readonly engine: string;
  /** What it is called. */
  readonly label: string;
}

type NetworkMapToView =
  | { readonly type: 'map'; readonly map: ReachMap }
  /** Why there is no picture now. */
  | { readonly type: 'problem'; readonly message: string };
