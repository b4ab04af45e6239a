import type { UsagePoint } from '../domain/statistics/usagePoint';

/** What the statistics' page and its host say to each other. */
export interface StatisticsContract {
  readonly state: StatisticsState;
  readonly toView: StatisticsToView;
  /** The page only shows. */
  readonly toHost: { readonly type: 'never' };
}

export interface StatisticsState {
  readonly containers: readonly MeasuredContainer[];
}

export interface MeasuredContainer {
  /** The id of the shown engine. */
  readonly engine: string;
  readonly id: string;
  readonly name: string;
}

type StatisticsToView =
  /** What was measured since the view was opened: sent when the page is shown again. */
  | { readonly type: 'history'; readonly of: Readonly<Record<string, readonly UsagePoint[]>> }
  | { readonly type: 'point'; readonly id: string; readonly point: UsagePoint }
  /** Why a container is not measured now; none when it is again. */
  | { readonly type: 'note'; readonly id: string; readonly note: string | undefined };
