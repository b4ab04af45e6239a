// Runs the test files that the parent names by IPC, one message for each group of files, and tells it
// about each test as it ends:
//   node --import tsx mochaWorker.mjs PATTERN|''
import Mocha from 'mocha';
import process from 'node:process';

/** For a test that never ends; a slow machine takes its time. */
const patienceMs = 240_000;

const [grep = ''] = process.argv.slice(2);
let last = Promise.resolve();

process.on('message', ({ files }) => {
  if (files === undefined) {
    process.disconnect();
    // What a test forgot to close must not keep the whole run waiting; it is named by the parent.
    return;
  }
  last = last.then(() => runFiles(files)).then(() => process.send({ state: 'done' }));
});

async function runFiles(files) {
  const mocha = new Mocha({
    ui: 'tdd',
    timeout: patienceMs,
    forbidOnly: true,
    reporter: Reporter,
    ...(grep && { grep }),
  });
  files.forEach((file) => mocha.addFile(file));
  await mocha.loadFilesAsync();
  await new Promise((resolve) => mocha.run(resolve));
  mocha.dispose(); // its listeners on this process
}

class Reporter {
  constructor(runner) {
    const tell = (state) => (test, error) =>
      process.send({
        state,
        title: test.fullTitle(),
        ms: test.duration,
        error: error && describe(error),
      });
    runner.on('pass', tell('passed'));
    runner.on('fail', tell('failed'));
    runner.on('pending', tell('skipped'));
  }
}

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
