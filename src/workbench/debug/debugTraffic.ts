import * as vscode from 'vscode';
import { DisposableStore, type Disposable } from '../../base/disposable';
import { debugType, logEvent } from '../../domain/launchConfiguration';

/** Shows the traffic of debug sessions whose configuration asks for it, in a channel of its own. */
export class DebugTraffic implements Disposable {
  private readonly owner = new DisposableStore();
  private channel: vscode.LogOutputChannel | undefined;

  constructor() {
    this.owner.add(
      vscode.debug.onDidReceiveDebugSessionCustomEvent(({ session, event, body }) => {
        if (session.type === debugType && event === logEvent) {
          linesOf(body).forEach((line) => this.open().info(`${session.name}: ${line}`));
        }
      }),
    );
  }

  dispose(): void {
    this.owner.dispose();
  }

  /** Made when there is something to show. */
  private open(): vscode.LogOutputChannel {
    this.channel ??= this.owner.add(
      vscode.window.createOutputChannel('Drydock Debug', { log: true }),
    );
    return this.channel;
  }
}

function linesOf(body: unknown): readonly string[] {
  const lines: unknown = typeof body === 'object' && body && 'lines' in body ? body.lines : [];
  return Array.isArray(lines) ? lines.filter((line) => typeof line === 'string') : [];
}
