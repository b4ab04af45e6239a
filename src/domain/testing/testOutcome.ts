/** How a test ended. */
export interface TestOutcome {
  readonly kind: 'passed' | 'failed' | 'timeout' | 'notRun' | 'skipped' | 'disabled';
  /** What `ctest` says beside it, such as `SegFault`. */
  readonly detail: string;
  readonly seconds: number;
}

/** Reads the words at the end of `ctest`'s line about a test: `***Timeout`, `Child aborted***Exception:`. */
export function parseOutcome(words: string, seconds: number): TestOutcome {
  const [before = '', after = before] = words.includes('***') ? words.split('***') : [words];
  const outcome = (kind: TestOutcome['kind'], detail = ''): TestOutcome => ({
    kind,
    detail: detail.trim(),
    seconds,
  });
  if (after.startsWith('Passed')) {
    return outcome('passed');
  }
  if (after.startsWith('Not Run (Disabled)')) {
    return outcome('disabled');
  }
  if (after.startsWith('Skipped')) {
    return outcome('skipped', after.slice('Skipped'.length));
  }
  if (after.startsWith('Timeout')) {
    return outcome('timeout', after.slice('Timeout'.length));
  }
  if (after.startsWith('Not Run')) {
    return outcome('notRun', after.slice('Not Run'.length));
  }
  if (after.startsWith('Exception:')) {
    return outcome('failed', `${before} ${after.slice('Exception:'.length)}`);
  }
  return outcome('failed', after.replace(/^Failed/, ''));
}
