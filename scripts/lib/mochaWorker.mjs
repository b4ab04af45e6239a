// Runs test files in this process and tells the parent, by IPC, about each test as it ends:
//   node --import tsx mochaWorker.mjs PATTERN|'' FILE…
import Mocha from 'mocha';
import process from 'node:process';

const [grep, ...files] = process.argv.slice(2);
const mocha = new Mocha({
  ui: 'tdd',
  timeout: 60_000,
  forbidOnly: true,
  reporter: class {
    constructor(runner) {
      const tell = (state) => (test, error) =>
        process.send({ state, title: test.fullTitle(), error: error && describe(error) });
      runner.on('pass', tell('passed'));
      runner.on('fail', tell('failed'));
      runner.on('pending', tell('skipped'));
    }
  },
  ...(grep && { grep }),
});
files.forEach((file) => mocha.addFile(file));
await mocha.loadFilesAsync();
mocha.run(() => {
  process.send({ state: 'done' });
  process.disconnect();
  // What a test forgot to close must not keep the whole run waiting; it is named by the parent.
});

function describe(error) {
  const { message, stack, expected, actual } = error;
  const values =
    expected === undefined && actual === undefined
      ? ''
      : `\n  expected: ${inspectValue(expected)}\n  actual:   ${inspectValue(actual)}`;
  return message?.includes('\n') ? stack : `${stack ?? message ?? error}${values}`;
}

function inspectValue(value) {
  return (JSON.stringify(value) ?? String(value)).slice(0, 2000);
}
