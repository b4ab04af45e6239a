import { spawn } from 'node:child_process';

/** The part of a cppdbg configuration that says how gdb is reached. */
export interface PipeTransport {
  readonly pipeProgram: string;
  readonly pipeArgs: readonly string[];
  readonly debuggerPath: string;
}

/**
 * Starts gdb as cppdbg does, with the debugger's command line as one last argument, has it run the
 * program to `main`, and resolves with all that it said.
 */
export async function askGdbThroughPipe(
  { pipeProgram, pipeArgs, debuggerPath }: PipeTransport,
  program: string,
): Promise<string> {
  const gdb = spawn(pipeProgram, [...pipeArgs, `${debuggerPath} --interpreter=mi`], {
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  let answer = '';
  const take = (chunk: Buffer): void => {
    answer += chunk.toString();
    if (answer.includes('*stopped')) {
      gdb.stdin.end('-gdb-exit\n');
    }
  };
  gdb.stdout.on('data', take);
  gdb.stderr.on('data', take);
  gdb.stdin.write(
    [
      '-gdb-version',
      `-file-exec-and-symbols ${program}`,
      '-break-insert main',
      '-exec-run',
      '',
    ].join('\n'),
  );
  await new Promise<void>((resolve, reject) => {
    gdb.once('error', reject);
    gdb.once('close', () => resolve());
  });
  return answer;
}
