import type { DiskUsage, DiskUsageItem, DiskUsageOfKind } from './diskUsage';

/** The kinds of things that take room, as they are shown. */
export const diskUsageKinds = ['images', 'containers', 'volumes', 'buildCache'] as const;
export type DiskUsageKind = (typeof diskUsageKinds)[number];

/** A part of a bar, from 0 to 1. */
export interface UsageShare {
  readonly kind: DiskUsageKind;
  readonly start: number;
  readonly width: number;
}

/** What all kinds take, in bytes. */
export function totalUsage(usage: DiskUsage): {
  readonly size: number;
  readonly reclaimable: number;
} {
  const sum = (of: (kind: DiskUsageOfKind) => number): number =>
    diskUsageKinds.reduce((total, kind) => total + of(usage[kind]), 0);
  return { size: sum(({ size }) => size), reclaimable: sum(({ reclaimable }) => reclaimable) };
}

/** The parts of one bar that shows all kinds; those that take nothing are left out. */
export function usageShares(usage: DiskUsage): readonly UsageShare[] {
  const { size } = totalUsage(usage);
  let start = 0;
  return diskUsageKinds.flatMap((kind) => {
    const width = size === 0 ? 0 : usage[kind].size / size;
    const share = { kind, start, width };
    start += width;
    return width === 0 ? [] : [share];
  });
}

/** How much of a kind could come free, from 0 to 1. */
export function reclaimableShare({ size, reclaimable }: DiskUsageOfKind): number {
  return size === 0 ? 0 : Math.min(1, reclaimable / size);
}

/** The largest things of a kind by what they take alone, and how many others there are. */
export function largestItems(
  { items }: DiskUsageOfKind,
  most: number,
): { readonly largest: readonly DiskUsageItem[]; readonly others: number } {
  const own = ({ size, shared }: DiskUsageItem): number => size - shared;
  const sorted = items.filter(({ size }) => size > 0).sort((a, b) => own(b) - own(a));
  return {
    largest: sorted.slice(0, most),
    others: Math.max(0, items.length - Math.min(most, sorted.length)),
  };
}
