import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';

/** The part of a cppdbg configuration that says how gdb is reached. */
export interface PipeTransport {
  readonly pipeProgram: string;
  readonly pipeArgs: readonly string[];
  readonly debuggerPath: string;
}

/** What came back through the pipe. */
export interface PipeAnswers {
  /** All that gdb said. */
  readonly gdb: string;
  /** What the process picker would list. */
  readonly processes: string;
}

/**
 * Does through the pipe what cppdbg does, each as one last argument: starts gdb and runs the program
 * to `main` and on until it says `waitsWith`; lists the processes as the picker does; pauses by a
 * signal to the program, as cppdbg's PipeTransport does.
 */
export async function debugThroughPipe(
  { pipeProgram, pipeArgs, debuggerPath }: PipeTransport,
  program: string,
  waitsWith: RegExp,
): Promise<PipeAnswers> {
  const start = (command: string): ReturnType<typeof spawn> =>
    spawn(pipeProgram, [...pipeArgs, command], { stdio: ['pipe', 'pipe', 'pipe'] });
  const run = async (command: string): Promise<string> => {
    const { stdin, stdout } = start(command);
    stdin?.end();
    return stdout ? text(stdout) : '';
  };

  const gdb = start(`${debuggerPath} --interpreter=mi`);
  const said = new Transcript(gdb);
  const tell = (...commands: readonly string[]): void => {
    gdb.stdin?.write(commands.map((command) => `${command}\n`).join(''));
  };
  tell('-gdb-version', `-file-exec-and-symbols ${program}`, '-break-insert main', '-exec-run');
  await said.has(/\*stopped,reason="breakpoint-hit"/);
  tell('-exec-continue');
  await said.has(waitsWith);
  const processes = await run('uname && ps axww -o pid= -o comm= -o args=');
  await run(`kill -5 ${/=thread-group-started,id="i1",pid="(\d+)"/.exec(said.text)?.[1] ?? ''}`);
  await said.has(/\*stopped,reason="signal-received",signal-name="SIGTRAP"/);
  gdb.stdin?.end('-gdb-exit\n');
  await said.ended;
  return { gdb: said.text, processes };
}

/** What a process has said so far. */
class Transcript {
  text = '';
  readonly ended: Promise<void>;
  private readonly waiting = new Set<() => void>();

  constructor(process: ReturnType<typeof spawn>) {
    const take = (chunk: Buffer): void => {
      this.text += chunk.toString();
      this.waiting.forEach((look) => look());
    };
    process.stdout?.on('data', take);
    process.stderr?.on('data', take);
    this.ended = new Promise((resolve, reject) => {
      process.once('error', reject);
      process.once('close', () => resolve());
    });
  }

  /** Resolves when this has been said; rejects when the process ends without. */
  has(what: RegExp): Promise<void> {
    return new Promise((resolve, reject) => {
      const look = (): void => {
        if (what.test(this.text)) {
          this.waiting.delete(look);
          resolve();
        }
      };
      this.waiting.add(look);
      look();
      this.ended.then(
        () => reject(new Error(`${what.source} was never said:\n${this.text}`)),
        reject,
      );
    });
  }
}
