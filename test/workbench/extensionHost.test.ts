import Mocha from 'mocha';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { TestOutcome } from './suite/run';
import { runInExtensionHost } from './support/extensionHost';

suite('The extension host', () => {
  let folder: string;

  suiteSetup(async function () {
    this.timeout(360_000);
    folder = await mkdtemp(path.join(os.tmpdir(), 'drydock-folder-'));
    const outcomes = await runInExtensionHost(folder);
    // Each test over there becomes one here, so that it is counted and named as what it is.
    const parent = this.test?.parent;
    outcomes.forEach((outcome) => parent?.addTest(replayed(outcome)));
  });

  suiteTeardown(() => rm(folder, { recursive: true, force: true }));

  test('runs the suite to its end', () => undefined);
});

function replayed({ title, state, error }: TestOutcome): Mocha.Test {
  if (state === 'skipped') {
    return new Mocha.Test(title);
  }
  return new Mocha.Test(title, () => {
    if (state === 'failed') {
      throw Object.assign(new Error(title), { stack: error });
    }
  });
}
