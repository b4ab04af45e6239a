import * as vscode from 'vscode';
import type { Messages } from '../messages';
import { TextTerminal } from '../terminals/textTerminal';
import type { EngineContainer } from './containerNodes';
import { followLogs } from './followLogs';

/** Follows a container's log in a terminal. */
export function openLogTerminal(
  { engine, container }: EngineContainer,
  lines: number,
  messages: Messages,
): void {
  const pty = new TextTerminal();
  const name = vscode.l10n.t('{0} (log)', container.name);
  vscode.window.createTerminal({ name, pty, iconPath: new vscode.ThemeIcon('output') }).show();
  const decoders = { stdout: new TextDecoder(), stderr: new TextDecoder() };
  const followed = followLogs(
    engine.engine,
    engine.store,
    container,
    { tail: lines },
    {
      signal: pty.signal,
      write: (stream, bytes) => pty.writeText(decoders[stream].decode(bytes, { stream: true })),
      waits: (reason) => pty.writeNote(logWaits(container.name, reason)),
      goesOn: () => undefined,
      ended: () => undefined,
    },
  );
  // The command has done its work once the log is shown; what fails later is told when it fails.
  void followed.then(
    () => pty.end(vscode.l10n.t('The container "{0}" was removed.', container.name)),
    (error: unknown) => {
      pty.end(vscode.l10n.t('The log has ended.'));
      return messages.showFailure(error);
    },
  );
}

/** Why nothing comes now. */
export function logWaits(name: string, reason: 'stopped' | 'lost'): string {
  return reason === 'stopped'
    ? vscode.l10n.t(
        'The container "{0}" has stopped. Its log goes on here when it is started again.',
        name,
      )
    : vscode.l10n.t(
        'The connection to the container engine was lost. The log of "{0}" goes on here when the engine answers again.',
        name,
      );
}
