import { spawn } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { root } from './root.mjs';

const worker = fileURLToPath(new URL('mochaWorker.mjs', import.meta.url));

/** How long a suite may take to close what its tests opened, once they have ended. */
const closingMs = 10_000;

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
export function testFiles(folder, { recursive = true } = {}) {
  const suite = path.join(root, 'test', folder);
  const names = existsSync(suite) ? readdirSync(suite, { recursive, encoding: 'utf8' }) : [];
  return names
    .filter((name) => name.endsWith('.test.ts'))
    .sort()
    .map((name) => path.join(suite, name));
}

/** Runs test files in a process of their own; each failed or skipped test is reported as it ends. */
export function runMocha(files, { grep = '', env, report }) {
  return new Promise((resolve) => {
    const tally = new Tally();
    let finished = false;
    const child = spawn(
      process.execPath,
      ['--import', 'tsx', '--enable-source-maps', worker, grep, ...files],
      { cwd: root, env, stdio: ['ignore', 'inherit', 'inherit', 'ipc'] },
    );
    let impatience;
    child.on('message', ({ state, title, error }) => {
      if (state === 'done') {
        finished = true;
        impatience = setTimeout(() => {
          tally.failed += 1;
          report('failed', 'the process ends when its tests have', 'A test left something open.');
          child.kill('SIGKILL');
        }, closingMs);
        return;
      }
      tally[state] += 1;
      report(state, title, error);
    });
    child.once('exit', (code, signal) => {
      clearTimeout(impatience);
      if (!finished) {
        tally.failed += 1;
        report('failed', 'the suite runs to its end', `Its process ended with ${code ?? signal}.`);
      }
      resolve(tally);
    });
  });
}
