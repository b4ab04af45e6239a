const units = [
  { name: 'year', seconds: 365 * 24 * 3600 },
  { name: 'month', seconds: 30 * 24 * 3600 },
  { name: 'week', seconds: 7 * 24 * 3600 },
  { name: 'day', seconds: 24 * 3600 },
  { name: 'hour', seconds: 3600 },
  { name: 'minute', seconds: 60 },
] as const;

/** How long ago a moment was, in its largest unit: `3 hours`. Both in milliseconds since the epoch. */
export function ageText(moment: number, now: number): string {
  const seconds = Math.max(0, now - moment) / 1000;
  for (const unit of units) {
    const count = Math.floor(seconds / unit.seconds);
    if (count > 0) {
      return `${count} ${unit.name}${count === 1 ? '' : 's'}`;
    }
  }
  return 'just now';
}
