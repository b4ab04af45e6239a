import process from 'node:process';

const started = Date.now();

/** Prints one line about a step, with the seconds since the script began. */
export function say(text) {
  const seconds = Math.round((Date.now() - started) / 1000);
  process.stdout.write(`${String(seconds).padStart(4)} s  ${text}\n`);
}

/** A failure that a person can mend: its message is a whole answer, so no stack is printed. */
export class SetupError extends Error {}

/** Runs a script's main function; a {@link SetupError} is printed as the sentence that it is. */
export async function main(run) {
  try {
    await run();
  } catch (error) {
    process.stderr.write(`\n${error instanceof SetupError ? error.message : error.stack}\n`);
    process.exitCode = 1;
  }
}
