import { performance } from 'node:perf_hooks';

/**
 * gdb's machine interface without an adapter, through the same kind of exec that Drydock's adapter
 * uses: the limit that no adapter can pass. It reads no more than it must to know when gdb is done.
 */
export class RawMi {
  #waiting = new Map();
  #stops = [];
  #onStop = [];
  #rest = '';
  #token = 0;
  #texts = 0;
  #onText;

  constructor(exec) {
    this.exec = exec;
    exec.stdout.setEncoding('latin1').on('data', (chunk) => this.#read(chunk));
    exec.stderr.resume();
  }

  /** Sends commands in one write; resolves when all have been answered. */
  async send(...commands) {
    const tokens = commands.map(() => (this.#token += 1));
    const answers = tokens.map((token) => new Promise((done) => this.#waiting.set(token, done)));
    this.exec.stdin.write(commands.map((text, index) => `${tokens[index]}${text}\n`).join(''));
    const lines = await Promise.all(answers);
    const failure = lines.find((line) => line.startsWith('^error'));
    if (failure) {
      throw new Error(`gdb refused one of "${commands.slice(0, 3).join('", "')}": ${failure}`);
    }
    return lines;
  }

  /** The next stop. */
  stopped() {
    return this.#stops.length > 0
      ? Promise.resolve(this.#stops.shift())
      : new Promise((done) => this.#onStop.push(done));
  }

  /** Resolves when the console has said so many lines more. */
  console(count) {
    return new Promise((done) => {
      this.#texts = count;
      this.#onText = done;
    });
  }

  async end() {
    this.exec.stdin.write('-gdb-exit\n');
    await this.exec.exit.catch(() => undefined);
  }

  #read(chunk) {
    const lines = (this.#rest + chunk).split('\n');
    this.#rest = lines.pop();
    for (const line of lines) {
      this.#line(line);
    }
  }

  #line(line) {
    const answer = /^(\d+)(\^.*)$/s.exec(line);
    if (answer) {
      this.#waiting.get(Number(answer[1]))?.(answer[2]);
    } else if (line.startsWith('*stopped')) {
      const next = this.#onStop.shift();
      next ? next(line) : this.#stops.push(line);
    } else if (line.startsWith('~') && this.#onText && (this.#texts -= 1) === 0) {
      this.#onText();
    }
  }
}

/** What is measured with every adapter, done by the fewest commands that give the same. */
export function rawMiPeer({ engine, container, gdbArguments, lineOf, manyLines }) {
  const open = async (mode) => {
    const started = performance.now();
    const exec = await engine.exec(container.name, { argv: gdbArguments, stdin: true });
    const mi = new RawMi(exec);
    await mi.send(
      '-enable-pretty-printing',
      '-file-exec-and-symbols /workspace/debuggee',
      `-exec-arguments ${mode} </dev/null`,
      `-break-insert --source debuggee.cpp --line ${lineOf(mode)}`,
      '-exec-run',
    );
    await mi.stopped();
    return { mi, start: performance.now() - started };
  };
  const timed = async (work) => {
    const started = performance.now();
    await work();
    return performance.now() - started;
  };
  return {
    name: 'raw MI',
    /** A session at the mark of its mode; `start` is the time to get there. */
    open: async (mode) => {
      const { mi, start } = await open(mode);
      const next = async () => {
        const stop = mi.stopped();
        await mi.send('-exec-next');
        await stop;
      };
      return {
        start,
        next: () => timed(next),
        fullStep: () =>
          timed(async () => {
            await next();
            await mi.send(
              '-thread-info',
              '-stack-list-frames 0 19',
              '-stack-list-variables --simple-values',
            );
          }),
        expand: () =>
          timed(() => mi.send('-var-create v * million', '-var-list-children 1 v 0 100')),
        setMany: () =>
          timed(() =>
            mi.send(
              ...Array.from(
                { length: manyLines },
                (_, index) => `-break-insert --source lines.cpp --line ${index + 2}`,
              ),
            ),
          ),
        log: async () => {
          await mi.send(
            `-dprintf-insert --source debuggee.cpp --line ${lineOf('log')} "i is %d\\\\n" i`,
          );
          const ended = mi.stopped();
          return timed(async () => {
            await mi.send('-exec-continue');
            await ended;
          });
        },
        close: () => mi.end(),
      };
    },
  };
}
