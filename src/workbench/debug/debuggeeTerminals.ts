import * as vscode from 'vscode';
import { DisposableStore, type Disposable } from '../../base/disposable';
import { errorMessage } from '../../base/errors';
import type { Logger } from '../../base/logger';
import {
  debugType,
  openTerminalEvent,
  terminalOpenedRequest,
  type OpenTerminalBody,
  type TerminalOpenedArguments,
} from '../../domain/launchConfiguration';
import type { ContainerEngine } from '../../engine/containerEngine';
import { ExecTerminal } from '../terminals/execTerminal';
import { parseOpenTerminal } from './openTerminalBody';
import { startTtyHolder } from './ttyHolder';

/**
 * Shows the terminals of debugged programs: the adapter asks for one, gets the name of its tty in
 * the container, and gives it to gdb for the program.
 */
export class DebuggeeTerminals implements Disposable {
  private readonly owner = new DisposableStore();
  private readonly exitCodes = new Map<string, number>();
  /** Terminals by their title, whose program has ended: the next session of that title replaces it. */
  private readonly finished = new Map<string, vscode.Terminal>();

  constructor(
    private readonly engine: ContainerEngine,
    private readonly log: Logger,
  ) {
    this.owner.add(
      vscode.debug.onDidReceiveDebugSessionCustomEvent(({ session, event, body }) => {
        if (session.type === debugType && event === openTerminalEvent) {
          // Answers the adapter with what went wrong, so it does not reject.
          void this.open(session, body);
        }
      }),
    );
    this.owner.add(
      vscode.debug.registerDebugAdapterTrackerFactory(debugType, {
        createDebugAdapterTracker: ({ id }) => ({
          onDidSendMessage: (message: unknown) => {
            const exitCode = exitCodeIn(message);
            if (exitCode !== undefined) {
              this.exitCodes.set(id, exitCode);
            }
          },
        }),
      }),
    );
    this.owner.add(
      vscode.window.onDidCloseTerminal((closed) => {
        for (const [title, terminal] of this.finished) {
          if (terminal === closed) {
            this.finished.delete(title);
          }
        }
      }),
    );
  }

  dispose(): void {
    this.owner.dispose();
  }

  private async open(session: vscode.DebugSession, body: unknown): Promise<void> {
    const request = parseOpenTerminal(body);
    try {
      const tty = request ? await this.show(session, request) : undefined;
      await answer(session, tty === undefined ? { error: 'No terminal was asked for.' } : { tty });
    } catch (error) {
      this.log.warn(`The program's terminal could not be opened: ${errorMessage(error)}`);
      await answer(session, { error: errorMessage(error) });
    }
  }

  private show(session: vscode.DebugSession, request: OpenTerminalBody): Promise<string> {
    return new Promise((resolve, reject) => {
      const { title } = request;
      this.finished.get(title)?.dispose();
      const shown: { terminal?: vscode.Terminal } = {};
      const pty = new ExecTerminal(
        async (size) => {
          try {
            const holder = await startTtyHolder(this.engine, request, size);
            resolve(holder.tty);
            return {
              ...holder,
              // Closing the terminal ends the program, as it does with a local one.
              hangUp: async () => vscode.debug.stopDebugging(session),
            };
          } catch (error) {
            reject(error instanceof Error ? error : new Error(errorMessage(error)));
            throw error;
          }
        },
        {
          endNote: () => this.endNote(session, title, shown.terminal),
          onHangUpFailed: (error) =>
            this.log.warn(`The program "${title}" may still run: ${errorMessage(error)}`),
        },
      );
      shown.terminal = vscode.window.createTerminal({
        name: title,
        pty,
        iconPath: new vscode.ThemeIcon('debug-console'),
      });
      shown.terminal.show(true);
    });
  }

  private endNote(
    session: vscode.DebugSession,
    title: string,
    terminal: vscode.Terminal | undefined,
  ): string {
    if (terminal) {
      this.finished.set(title, terminal);
    }
    const exitCode = this.exitCodes.get(session.id);
    this.exitCodes.delete(session.id);
    return exitCode === undefined
      ? vscode.l10n.t('The program has ended. Press any key to close this terminal.')
      : vscode.l10n.t(
          'The program ended with exit code {0}. Press any key to close this terminal.',
          exitCode,
        );
  }
}

/** The session may have ended in the meantime; nobody waits for the answer then. */
async function answer(
  session: vscode.DebugSession,
  outcome: TerminalOpenedArguments,
): Promise<void> {
  try {
    await session.customRequest(terminalOpenedRequest, outcome);
  } catch {
    // The adapter is gone, and gdb and the terminal's holder with it.
  }
}

/** The exit code in DAP's `exited` event. */
function exitCodeIn(message: unknown): number | undefined {
  if (!isRecord(message) || message['event'] !== 'exited' || !isRecord(message['body'])) {
    return undefined;
  }
  const { exitCode } = message['body'];
  return typeof exitCode === 'number' ? exitCode : undefined;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
