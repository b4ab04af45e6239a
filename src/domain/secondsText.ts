/** How long something took, as a person reads it: `0.4 s`, `12 s`, `3 min 5 s`, `1 h 4 min`. */
export function secondsText(milliseconds: number): string {
  const tenths = Math.round(milliseconds / 100);
  if (tenths < 100) {
    return `${(tenths / 10).toFixed(1)} s`;
  }
  const seconds = Math.round(milliseconds / 1000);
  if (seconds < 60) {
    return `${seconds} s`;
  }
  const minutes = Math.floor(seconds / 60);
  return minutes < 60
    ? `${minutes} min ${seconds % 60} s`
    : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
