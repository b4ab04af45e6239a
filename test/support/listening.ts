import type { ChildProcess } from 'node:child_process';
import { connect, type NetConnectOpts } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';

/** Resolves when a program accepts connections; rejects with what it said when it ends before. */
export async function accepting(to: string | number, program: ChildProcess): Promise<void> {
  let said = '';
  program.stderr?.on('data', (chunk: Buffer) => {
    said = (said + String(chunk)).slice(-4000);
  });
  let failure: Error | undefined;
  program.once('error', (error) => (failure = error));
  program.once('exit', (code) => (failure = new Error(`It ended with ${code}: ${said}`)));
  while (
    !(await accepts(typeof to === 'string' ? { path: to } : { port: to, host: '127.0.0.1' }))
  ) {
    if (failure) {
      throw failure;
    }
    await delay(20);
  }
}

function accepts(options: NetConnectOpts): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(options);
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}
