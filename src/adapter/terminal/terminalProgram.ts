import { once } from 'node:events';
import { connect } from 'node:net';
import process from 'node:process';
import { errorMessage, UserError } from '../../base/errors';
import type { Logger } from '../../base/logger';
import type { OpenTerminalBody, TerminalOpenedArguments } from '../../domain/launchConfiguration';
import type { TerminalSize } from '../../engine/execOperations';
import { splitFirstLine } from '../../engine/firstLine';
import { openDebugEngine } from '../../engine/openDebugEngine';
import { LineSocket } from './lineSocket';

/** Makes the adapter's program the one that a client's terminal runs. */
export const terminalArgument = '--terminal';

/** Holds the port of the adapter that asked for the terminal, and what makes it trust the one who comes. */
export const terminalVariable = 'DRYDOCK_TERMINAL';

/** What is to be opened, and on which engine. */
interface TerminalRequest extends OpenTerminalBody {
  readonly engine?: string;
}

/**
 * Runs in a terminal of a client: opens the terminal of the debugged program in the container, and
 * joins it to this one until the holder there ends with the session.
 */
export async function runTerminalProgram(log: Logger): Promise<void> {
  const [port = '', secret = ''] = (process.env[terminalVariable] ?? '').split(':');
  if (port === '') {
    throw new UserError(
      `"${terminalArgument}" is for the debug adapter itself: it starts this in a terminal of the client.`,
    );
  }
  const socket = connect(Number(port), '127.0.0.1');
  const line = new LineSocket(socket);
  await once(socket, 'connect').catch((error: unknown) => {
    throw new UserError('The session does not wait for this terminal any more.', [], {
      cause: error,
    });
  });
  line.send(secret);
  const request = await line.receive();
  if (!isTerminalRequest(request)) {
    throw new UserError('The session was ended before its terminal was opened.');
  }
  try {
    await join(request, line, log);
  } catch (error) {
    line.send({ error: errorMessage(error) });
    throw error;
  } finally {
    socket.end();
  }
}

/** Whether this is how the one in the terminal answers. */
export function isTerminalAnswer(value: unknown): value is TerminalOpenedArguments {
  return isRecord(value) && ('tty' in value || 'error' in value);
}

async function join(request: TerminalRequest, line: LineSocket, log: Logger): Promise<void> {
  const { stdin, stdout } = process;
  const engine = openDebugEngine({ endpoint: () => request.engine, log });
  const size = terminalSize();
  const holder = await engine.exec(request.containerId, {
    argv: request.argv,
    tty: true,
    stdin: true,
    ...(request.user !== undefined && { user: request.user }),
    ...(request.env && { env: request.env }),
    ...(request.cwd !== undefined && { cwd: request.cwd }),
    ...(size && { size }),
  });
  const { firstLine, rest } = splitFirstLine(holder.stdout);
  line.send({ tty: await firstLine });
  if (stdin.isTTY) {
    // Every key is the program's, Ctrl-C too.
    stdin.setRawMode(true);
  }
  stdin.pipe(holder.stdin);
  rest.pipe(stdout, { end: false });
  const resize = (): void => {
    const newSize = terminalSize();
    if (newSize) {
      // A terminal that has just ended needs no size.
      holder.resize(newSize).catch(() => undefined);
    }
  };
  stdout.on('resize', resize);
  await once(rest, 'end');
  stdout.off('resize', resize);
  stdin.unpipe(holder.stdin);
  if (stdin.isTTY) {
    stdin.setRawMode(false);
  }
  engine.dispose();
}

function terminalSize(): TerminalSize | undefined {
  const { columns, rows } = process.stdout;
  return process.stdout.isTTY && columns > 0 && rows > 0 ? { columns, rows } : undefined;
}

function isTerminalRequest(value: unknown): value is TerminalRequest {
  return (
    isRecord(value) && typeof value['containerId'] === 'string' && Array.isArray(value['argv'])
  );
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
