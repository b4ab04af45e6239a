import { existsSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { root } from './root.mjs';

/** Counts outcomes and keeps the ones that somebody must look at. */
export class Tally {
  passed = 0;
  failed = 0;
  skipped = 0;

  add({ passed, failed, skipped }) {
    this.passed += passed;
    this.failed += failed;
    this.skipped += skipped;
  }

  toString() {
    return `${this.passed} passed, ${this.failed} failed, ${this.skipped} skipped`;
  }
}

/** The test files of one suite: those below its folder, or directly in it. */
function testFiles(folder, { recursive = true } = {}) {
  const suite = path.join(root, 'test', folder);
  const names = existsSync(suite) ? readdirSync(suite, { recursive, encoding: 'utf8' }) : [];
  return names
    .filter((name) => name.endsWith('.test.ts'))
    .sort()
    .map((name) => path.join(suite, name));
}

/**
 * What a suite is divided into, each part by itself in some lane: its files, or all of them together
 * where they take less than a process takes to start.
 */
export function partsOf(suite) {
  // What runs inside the extension host, test/workbench/suite/, is started by a test beside it.
  const files = testFiles(suite, { recursive: suite !== 'workbench' });
  return suite === 'unit' && files.length > 0
    ? [{ suite, name: 'unit', files }]
    : files.map((file) => ({ suite, name: path.relative(root, file), files: [file] }));
}

/**
 * The longest first, by what they took the last time: the last ones to start are short then, and the
 * lanes end together. What was never run counts by its size.
 */
export function longestFirst(parts, durations) {
  const weightOf = ({ name, files }) =>
    durations[name] ?? files.reduce((sum, file) => sum + statSync(file).size, 0);
  return parts.toSorted((one, other) => weightOf(other) - weightOf(one));
}
