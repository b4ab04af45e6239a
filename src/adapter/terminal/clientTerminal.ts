import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import process from 'node:process';
import type { Disposable } from '../../base/disposable';
import { errorMessage } from '../../base/errors';
import type { OpenTerminalBody, TerminalOpenedArguments } from '../../domain/launchConfiguration';
import type { DapConnection } from '../client/dapConnection';
import { LineSocket } from './lineSocket';
import { isTerminalAnswer, terminalArgument, terminalVariable } from './terminalProgram';

/**
 * What the docker client, ssh and Drydock find the engine by. A terminal of the client may lack it:
 * Emacs gives it no variables but these.
 */
const engineVariables = [
  ...['PATH', 'HOME', 'USERPROFILE', 'XDG_RUNTIME_DIR', 'SSH_AUTH_SOCK'],
  ...['DOCKER_HOST', 'DOCKER_CONTEXT', 'DOCKER_CONFIG', 'DOCKER_CERT_PATH', 'DOCKER_TLS_VERIFY'],
  ...['ELECTRON_RUN_AS_NODE'],
];

/**
 * A terminal of a client that only knows DAP. By `runInTerminal` the client starts this very program
 * once more, in a terminal of its own; that one opens the terminal in the container and joins the two.
 * It needs no docker client, and says the terminal's name over a socket, because what it prints is
 * the person's.
 */
export class ClientTerminal implements Disposable {
  private readonly server = createServer();
  private socket: Socket | undefined;
  private disposed = false;

  constructor(
    private readonly connection: Pick<DapConnection, 'ask'>,
    private readonly engine: string | undefined,
    private readonly onClosed: () => void,
  ) {}

  /** Has the terminal opened; one that joins when it is not wanted any more is turned away. Never rejects. */
  async open(body: OpenTerminalBody, signal: AbortSignal): Promise<TerminalOpenedArguments> {
    const giveUp = (): void => this.dispose();
    signal.addEventListener('abort', giveUp);
    try {
      return await this.ask(body);
    } catch (error) {
      this.dispose();
      return { error: errorMessage(error) };
    } finally {
      signal.removeEventListener('abort', giveUp);
    }
  }

  dispose(): void {
    this.disposed = true;
    this.server.close();
    this.socket?.end();
  }

  private async ask(body: OpenTerminalBody): Promise<TerminalOpenedArguments> {
    this.server.listen(0, '127.0.0.1');
    await once(this.server, 'listening');
    const { port } = this.server.address() as AddressInfo;
    const secret = randomBytes(16).toString('hex');
    const joined = this.join(secret);
    const passed = engineVariables.flatMap((name) => {
      const value = process.env[name];
      return value === undefined ? [] : [[name, value] as const];
    });
    await this.connection.ask('runInTerminal', {
      kind: 'integrated',
      title: body.title,
      cwd: process.cwd(),
      args: [process.execPath, process.argv[1] ?? '', terminalArgument],
      env: { ...Object.fromEntries(passed), [terminalVariable]: `${port}:${secret}` },
    });
    const line = await joined;
    line.send({ ...body, ...(this.engine !== undefined && { engine: this.engine }) });
    const answer = await line.receive();
    if (!isTerminalAnswer(answer)) {
      return { error: 'The terminal of the client was closed.' };
    }
    line.socket.once('close', () => {
      if (!this.disposed) {
        this.onClosed();
      }
    });
    return answer;
  }

  /** Waits for the one who knows the secret. */
  private join(secret: string): Promise<LineSocket> {
    return new Promise((resolve) => {
      this.server.on('connection', (socket: Socket) => {
        const line = new LineSocket(socket);
        void line.receive().then((said) => {
          if (said === secret) {
            this.socket = socket;
            this.server.close();
            resolve(line);
          } else {
            socket.destroy();
          }
        });
      });
    });
  }
}
