import { LineReader } from '../../base/lineReader';
import type { BuildEvent, BuildStep } from './buildEvent';

/**
 * Reads what `docker buildx build --progress=plain` prints: lines that begin with the number of their
 * step, such as `#5 [2/3] RUN make`, `#5 1.35 output` and `#5 DONE 2.1s`.
 */
export class PlainProgress {
  private readonly steps = new Map<string, BuildStep>();
  private readonly lines = new LineReader();

  /** The lines tell no time of day, so what comes now counts as happening now. */
  constructor(private readonly now: () => number = Date.now) {}

  /** Takes what came; it may end anywhere. */
  push(text: string): BuildEvent[] {
    return this.lines.push(text).flatMap((line) => this.take(line));
  }

  /** The output has ended. */
  end(): BuildEvent[] {
    return this.lines.end().flatMap((line) => this.take(line));
  }

  private take(line: string): BuildEvent[] {
    const match = /^#(\d+) (.*)$/.exec(line);
    if (!match) {
      return line === '' ? [] : [{ kind: 'log', text: `${line}\n` }];
    }
    const [, number = '', text = ''] = match;
    const known = this.steps.get(number);
    if (number === '0') {
      return [{ kind: 'log', text: `${text}\n` }];
    }
    if (!known) {
      return [this.change({ id: number, name: text, state: 'running', started: this.now() })];
    }
    // A step whose output is interrupted by another's is named anew, and "..." ends its part.
    return text === known.name || text === '...' ? [] : this.ofStep(known, text);
  }

  private ofStep(step: BuildStep, text: string): BuildEvent[] {
    const ended = this.now();
    const error = /^ERROR: (.*)$/.exec(text)?.[1];
    if (error !== undefined) {
      return [this.change({ ...step, state: 'failed', ended, error })];
    }
    if (text === 'CACHED') {
      return [this.change({ ...step, state: 'cached', ended })];
    }
    if (text.startsWith('CANCELED')) {
      return [this.change({ ...step, state: 'cancelled', ended })];
    }
    const done = /^DONE ([\d.]+)s$/.exec(text)?.[1];
    if (done !== undefined) {
      const started = ended - Number(done) * 1000;
      return [this.change({ ...step, state: 'done', started, ended })];
    }
    const output = text.replace(/^\d+\.\d+ /, '');
    return [{ kind: 'log', stepId: step.id, text: `${output}\n` }];
  }

  private change(step: BuildStep): BuildEvent {
    this.steps.set(step.id, step);
    return { kind: 'step', step };
  }
}
