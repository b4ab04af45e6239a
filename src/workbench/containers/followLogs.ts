import type { Readable } from 'node:stream';
import { finished } from 'node:stream/promises';
import * as vscode from 'vscode';
import type { ContainerSummary } from '../../domain/container';
import type { ContainerEngine } from '../../engine/containerEngine';
import type { LogOptions } from '../../engine/containerOperations';
import type { ResourceStore } from '../../engine/resourceStore';
import type { TextTerminal } from '../terminals/textTerminal';

/**
 * Shows a container's log in a terminal until the terminal is closed or the container is gone. When
 * the container stops, the log waits for it and goes on.
 */
export async function followLogs(
  engine: ContainerEngine,
  store: ResourceStore,
  container: ContainerSummary,
  terminal: TextTerminal,
  lines: number,
): Promise<void> {
  const { id, name } = container;
  const { signal } = terminal;
  const isClosed = (): boolean => signal.aborted;
  let from: Pick<LogOptions, 'tail' | 'since'> = { tail: lines };
  while (!isClosed()) {
    await copyLogs(engine, id, { ...from, follow: true }, terminal);
    const endedAt = Date.now();
    await store.refresh();
    const state = stateOf(store, id);
    if (isClosed() || state === undefined) {
      break;
    }
    if (state !== 'running') {
      terminal.writeNote(
        vscode.l10n.t(
          'The container "{0}" has stopped. Its log goes on here when it is started again.',
          name,
        ),
      );
    }
    await runningOrGone(store, id, signal);
    from = { since: endedAt };
  }
  if (!isClosed()) {
    terminal.end(vscode.l10n.t('The container "{0}" was removed.', name));
  }
}

async function copyLogs(
  engine: ContainerEngine,
  id: string,
  options: LogOptions,
  terminal: TextTerminal,
): Promise<void> {
  const { signal } = terminal;
  const streams = await engine.logs(id, options, signal);
  const stop = (): void => streams.dispose();
  signal.addEventListener('abort', stop, { once: true });
  try {
    await Promise.all([copy(streams.stdout, terminal), copy(streams.stderr, terminal)]);
  } catch (error) {
    if (!signal.aborted) {
      throw error;
    }
  } finally {
    signal.removeEventListener('abort', stop);
    streams.dispose();
  }
}

async function copy(stream: Readable, terminal: TextTerminal): Promise<void> {
  stream.setEncoding('utf8');
  stream.on('data', (text: string) => terminal.writeText(text));
  await finished(stream);
}

function stateOf(store: ResourceStore, id: string): ContainerSummary['state'] | undefined {
  return store.snapshot.containers.find((container) => container.id === id)?.state;
}

function runningOrGone(store: ResourceStore, id: string, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const check = (): void => {
      const { connection } = store.snapshot;
      const state = stateOf(store, id);
      const gone = connection.state === 'connected' && state === undefined;
      if (state === 'running' || gone || signal.aborted) {
        listener.dispose();
        signal.removeEventListener('abort', check);
        resolve();
      }
    };
    const listener = store.onDidChange(check);
    signal.addEventListener('abort', check);
    check();
  });
}
