import { Writable, type Duplex } from 'node:stream';
import type { Action } from './apiError';
import type { ContainerRef } from './containerNames';
import type { AttachOptions, Attachment } from './containerOperations';
import { copy, demultiplex } from './demultiplex';
import { containerPath, onThing } from './driverContext';
import type { EngineClient } from './engineClient';
import { EngineError } from './engineError';
import type { TerminalSize } from './execOperations';
import { OutputPipe } from './outputPipe';
import { CancelledError } from '../base/errors';

/** Connects to a container's first process; see `ContainerOperations.attachContainer`. */
export async function attachToContainer(
  client: EngineClient,
  container: ContainerRef,
  options: AttachOptions,
  signal?: AbortSignal,
): Promise<Attachment> {
  const action = onThing('attach to', 'container', container.name);
  const path = containerPath(container.id);
  const details = await client.json({ method: 'GET', path: `${path}/json` }, action, signal);
  if (options.stdin && !details.at('Config', 'OpenStdin').isTrue) {
    throw new EngineError(
      'badRequest',
      `${action.subject} was created without an input ("-i"), so nothing can be typed into it. Attach to its output alone, or create it again with an input.`,
    );
  }
  const connection = await client.hijack(
    {
      method: 'POST',
      path: `${path}/attach`,
      // No body: Podman would take it for input.
      query: { stream: true, stdout: true, stderr: true, stdin: options.stdin },
    },
    action,
    signal,
  );
  const tty = details.at('Config', 'Tty').isTrue;
  const attachment = new DockerAttachment(client, connection, { path, action, tty, options });
  if (options.size && tty) {
    await attachment.resize(options.size);
  }
  return attachment;
}

interface Attached {
  readonly path: string;
  readonly action: Action;
  readonly tty: boolean;
  readonly options: AttachOptions;
}

class DockerAttachment implements Attachment {
  readonly stdout = new OutputPipe();
  readonly stderr = new OutputPipe();
  readonly stdin: Writable;
  readonly ended: Promise<void>;
  private disposed = false;

  constructor(
    private readonly client: EngineClient,
    private readonly connection: Duplex,
    private readonly attached: Attached,
  ) {
    // A broken connection is told by `ended`; without a listener it would end the editor.
    for (const stream of [connection, this.stdout, this.stderr]) {
      stream.on('error', () => undefined);
    }
    this.stdin = attached.options.stdin ? connection : discard();
    this.ended = this.deliver();
    // Whoever only reads the output hears of a lost connection there.
    this.ended.catch(() => undefined);
  }

  get tty(): boolean {
    return this.attached.tty;
  }

  async resize({ columns, rows }: TerminalSize): Promise<void> {
    const { path, action } = this.attached;
    await this.client.text(
      { method: 'POST', path: `${path}/resize`, query: { w: columns, h: rows } },
      action,
    );
  }

  dispose(): void {
    this.disposed = true;
    this.connection.destroy();
    this.stdout.destroy();
    this.stderr.destroy();
  }

  private async deliver(): Promise<void> {
    const { stdout, stderr } = this;
    try {
      await (this.tty
        ? copy(this.connection, stdout.sink)
        : demultiplex(this.connection, { stdout: stdout.sink, stderr: stderr.sink }));
      stdout.finish();
      stderr.finish();
    } catch (error) {
      const failure = this.disposed ? new CancelledError() : this.client.lost(error);
      stdout.destroy(failure);
      stderr.destroy(failure);
      throw failure;
    }
  }
}

function discard(): Writable {
  return new Writable({ write: (_chunk, _encoding, done) => done() });
}
