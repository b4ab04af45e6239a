/**
 * Estimates how long work goes on from how much of it is done. The end is moved only by a part of what
 * each new figure says, and told in coarse steps, so that what a person reads does not jump.
 */
export class TimeLeft {
  private end: number | undefined;
  private last: number;
  private shown: number | undefined;

  /** Times are milliseconds of any clock that does not jump. */
  constructor(private readonly start: number) {
    this.last = start;
  }

  /** Seconds that are left, in coarse steps; undefined while there is too little to tell from. */
  update(fraction: number, now: number): number | undefined {
    const elapsed = now - this.start;
    if (elapsed < soonest || fraction < smallest || fraction >= 1) {
      return undefined;
    }
    const said = this.start + elapsed / fraction;
    const weight = 1 - Math.exp(-(now - this.last) / inertia);
    this.last = now;
    this.end = this.end === undefined ? said : this.end + (said - this.end) * weight;
    const left = Math.max(0, (this.end - now) / 1000);
    // Half a step beyond what is shown, so that a figure at the border of two does not flicker.
    if (this.shown === undefined || Math.abs(left - this.shown) >= stepOf(left) * 0.75) {
      const step = stepOf(left);
      this.shown = Math.max(step, Math.round(left / step) * step);
    }
    return this.shown;
  }
}

/** The first compilers to end say little of the rest. */
const soonest = 3000;
const smallest = 0.02;
/** How long it takes until a new pace is believed. */
const inertia = 8000;

function stepOf(seconds: number): number {
  if (seconds < 60) {
    return 5;
  }
  if (seconds < 180) {
    return 15;
  }
  return seconds < 600 ? 30 : 60;
}
