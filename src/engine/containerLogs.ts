import type { LogOptions } from './containerOperations';
import { copy, demultiplex } from './demultiplex';
import type { ContainerRef } from './containerNames';
import { endWithContainer } from './endWithContainer';
import type { EngineClient } from './engineClient';
import { OutputPipe } from './outputPipe';
import type { OutputStreams } from './outputStreams';
import { podmanVersion } from './podmanVersion';

/** Opens a container's output; see `ContainerEngine.logs`. */
export async function openLogs(
  client: EngineClient,
  container: ContainerRef,
  options: LogOptions,
  signal?: AbortSignal,
): Promise<OutputStreams> {
  const path = `/containers/${encodeURIComponent(container.id)}`;
  const action = {
    what: `read the log of the container "${container.name}"`,
    subject: `The container "${container.name}"`,
  };
  // Only a container without a tty has its two streams multiplexed, and only inspecting tells.
  const details = await client.json({ method: 'GET', path: `${path}/json` }, action, signal);
  const isPodman = options.follow && (await podmanVersion(client, signal)) !== undefined;
  const source = await client.open(
    {
      method: 'GET',
      path: `${path}/logs`,
      query: {
        stdout: true,
        stderr: true,
        follow: options.follow,
        tail: options.tail ?? 'all',
        since: options.since === undefined ? undefined : options.since / 1000,
        timestamps: options.timestamps ?? false,
      },
    },
    action,
    signal,
  );
  if (isPodman) {
    // Not awaited: it ends with the log.
    void endWithContainer(source, (closed) =>
      client.text({ method: 'POST', path: `${path}/wait`, timeout: 0 }, action, closed),
    );
  }
  const stdout = new OutputPipe();
  const stderr = new OutputPipe();
  for (const output of [stdout, stderr]) {
    // A reader of one of them need not listen to the other.
    output.on('error', () => undefined);
  }
  const dispose = (): void => {
    source.destroy();
    stdout.destroy();
    stderr.destroy();
  };
  const copied = details.at('Config', 'Tty').isTrue
    ? copy(source, stdout.sink)
    : demultiplex(source, { stdout: stdout.sink, stderr: stderr.sink });
  copied.then(
    () => {
      stdout.finish();
      stderr.finish();
    },
    (error: unknown) => {
      const failure = client.lost(error);
      stdout.destroy(failure);
      stderr.destroy(failure);
    },
  );
  return { stdout, stderr, dispose };
}
