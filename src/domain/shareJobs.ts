/**
 * Divides the processors of a machine among builds that run side by side: none gets more than its own
 * limit, what one leaves goes to the others, and each gets one at least.
 */
export function shareJobs(processors: number, limits: readonly number[]): readonly number[] {
  const shares = limits.map(() => 1);
  let left = Math.max(0, Math.floor(processors) - limits.length);
  while (left > 0) {
    const hungry = limits.flatMap((limit, i) => ((shares[i] ?? 1) < limit ? [i] : []));
    if (hungry.length === 0) {
      break;
    }
    for (const i of hungry.slice(0, left)) {
      shares[i] = (shares[i] ?? 1) + 1;
    }
    left -= Math.min(left, hungry.length);
  }
  return shares;
}
