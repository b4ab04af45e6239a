import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { Agent } from 'node:http';
import { Duplex } from 'node:stream';
import type { Logger } from '../base/logger';
import type { Transport } from './endpoint';
import { EngineError } from './engineError';
import { openSetting, retry } from './nextSteps';

type SshTransport = Extract<Transport, { kind: 'ssh' }>;

/**
 * Connects to an engine through the system's `ssh`, as the docker CLI does, so that the user's
 * `~/.ssh/config`, keys, agent and known hosts count. One `ssh` for each connection.
 */
export class SshAgent extends Agent {
  constructor(
    private readonly transport: SshTransport,
    private readonly log: Logger,
  ) {
    super({ keepAlive: false });
  }

  override createConnection(): Duplex {
    const argv = sshArguments(this.transport);
    this.log.trace(`ssh ${argv.join(' ')}`);
    return processDuplex(spawn('ssh', argv), this.transport.host);
  }
}

/** The arguments for `ssh`; it must not ask for a password that nobody could type. */
function sshArguments(transport: SshTransport): readonly string[] {
  return [
    '-o',
    'BatchMode=yes',
    '-o',
    'ConnectTimeout=20',
    ...(transport.user ? ['-l', transport.user] : []),
    ...(transport.port ? ['-p', String(transport.port)] : []),
    '--',
    transport.host,
    'docker',
    'system',
    'dial-stdio',
  ];
}

/** The standard streams of a process as one stream, which ends or fails with the process. */
function processDuplex(child: ChildProcessWithoutNullStreams, host: string): Duplex {
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said = (said + text).slice(-2000);
  });
  // Without ssh, or after it, nobody reads; the end of the process says it all.
  child.stdin.on('error', () => undefined);
  const duplex = new Duplex({
    read: () => void child.stdout.resume(),
    write: (chunk: Buffer, _, done) => void child.stdin.write(chunk, () => done()),
    final: (done) => void child.stdin.end(done),
    destroy: (error, done) => {
      child.kill();
      done(error);
    },
  });
  child.stdout.on('data', (chunk: Buffer) => {
    if (!duplex.push(chunk)) {
      child.stdout.pause();
    }
  });
  child.once('error', (error) => {
    duplex.destroy(
      new EngineError(
        'failed',
        `The program "ssh" could not be started (${error.message}). Install OpenSSH's client, or set another engine.`,
        [openSetting('drydock.engine.endpoint')],
        { cause: error },
      ),
    );
  });
  // Not the end of stdout, which comes before it is known whether ssh has failed.
  child.once('close', (code) => {
    if (code) {
      duplex.destroy(sshError(host, said));
    } else {
      duplex.push(null);
    }
  });
  return duplex;
}

function sshError(host: string, said: string): EngineError {
  const reason = said.trim().split('\n').at(-1) ?? '';
  const advice = `See whether "ssh ${host} docker version" works in a terminal; or forward the engine's socket yourself with "ssh -N -L /tmp/engine.sock:/var/run/docker.sock ${host}" and use "unix:///tmp/engine.sock".`;
  return new EngineError(
    /permission denied|host key verification/i.test(said) ? 'permissionDenied' : 'refused',
    `The container engine on "${host}" cannot be reached through ssh${reason ? `: ${reason}` : ''}. ${advice}`,
    [retry, openSetting('drydock.engine.endpoint')],
  );
}
