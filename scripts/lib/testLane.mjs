import { spawn } from 'node:child_process';
import { once } from 'node:events';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { root } from './root.mjs';

const worker = fileURLToPath(new URL('mochaWorker.mjs', import.meta.url));

/** How long a lane may take to close what its tests opened, once they have ended. */
const closingMs = 60_000;

/** A process that runs test files, one group after another, and keeps what they share between them. */
export class TestLane {
  #child;
  #report;
  #settle;

  constructor({ grep = '', env }) {
    this.#child = spawn(
      process.execPath,
      ['--import', 'tsx', '--enable-source-maps', worker, grep],
      { cwd: root, env, stdio: ['ignore', 'inherit', 'inherit', 'ipc'] },
    );
    this.#child.on('message', (message) => {
      if (message.state === 'done') {
        this.#settle?.();
      } else {
        this.#report?.(message);
      }
    });
    this.#child.once('exit', (code, signal) => {
      this.#report?.({
        state: 'failed',
        title: 'the suite runs to its end',
        error: `Its process ended with ${code ?? signal}.`,
      });
      this.#settle?.();
    });
  }

  /** Whether it can run anything; a test may end its process. */
  get isAlive() {
    return this.#child.exitCode === null && this.#child.signalCode === null;
  }

  /** Runs test files; `report` is told of each test as it ends. */
  async run(files, report) {
    this.#report = report;
    await new Promise((resolve) => {
      this.#settle = resolve;
      this.#child.send({ files });
    });
    this.#report = undefined;
    this.#settle = undefined;
  }

  /** Ends the process, and resolves with whether it did so by itself: nothing was left open. */
  async close() {
    if (!this.isAlive) {
      return true;
    }
    const ended = once(this.#child, 'exit');
    this.#child.send({});
    const impatience = setTimeout(() => this.#child.kill('SIGKILL'), closingMs);
    const [, signal] = await ended;
    clearTimeout(impatience);
    return signal === null;
  }
}
