import Mocha from 'mocha';
import { readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** What became of one test in the extension host. */
export interface TestOutcome {
  readonly title: string;
  readonly state: 'passed' | 'failed' | 'skipped';
  readonly error?: string;
}

/** The entry point that VS Code calls in the extension host; its rejection is a failed run. */
export async function run(): Promise<void> {
  const mocha = new Mocha({ ui: 'tdd', timeout: 120_000, forbidOnly: true });
  readdirSync(__dirname)
    .filter((name) => name.endsWith('.test.js'))
    .forEach((name) => mocha.addFile(path.join(__dirname, name)));
  const outcomes: TestOutcome[] = [];
  const failures = await new Promise<number>((resolve) => {
    const runner = mocha.run(resolve);
    const record = (state: TestOutcome['state']) => (test: Mocha.Test, error?: Error) =>
      outcomes.push({
        title: test.fullTitle(),
        state,
        ...(error && { error: error.stack ?? error.message }),
      });
    runner.on('pass', record('passed'));
    runner.on('fail', record('failed'));
    runner.on('pending', record('skipped'));
  });
  const file = process.env['DRYDOCK_TEST_RESULTS'];
  if (file !== undefined) {
    writeFileSync(file, JSON.stringify(outcomes));
  }
  if (failures > 0) {
    throw new Error(`${failures} tests failed.`);
  }
}
