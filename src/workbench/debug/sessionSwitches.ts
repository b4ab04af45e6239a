import * as vscode from 'vscode';
import { UserError } from '../../base/errors';
import type { Disposable } from '../../base/disposable';
import {
  debugType,
  freezeOthersRequest,
  hexadecimalRequest,
} from '../../domain/launchConfiguration';
import { commandIds } from '../commandIds';
import type { RegisterCommand } from '../registerCommand';

/** The menus show the one command or the other by them. */
const hexadecimalKey = 'drydock.hexadecimal';
const frozenKey = 'drydock.threadsFrozen';

/** What the Call Stack hands to the commands of its menu, after the thread's number. */
interface CallStackRow {
  readonly sessionId?: unknown;
}

/** Registers what is switched in a session: hexadecimal values, and threads that stand. */
export function registerSessionSwitches(registerCommand: RegisterCommand): Disposable {
  let isHexadecimal = false;
  const sessions = new Map<string, vscode.DebugSession>();
  /** The sessions of which only one thread runs at a time. */
  const frozen = new Set<string>();
  const tell = async (session: vscode.DebugSession): Promise<void> => {
    await session.customRequest(hexadecimalRequest, { on: isHexadecimal });
  };
  const show = async (hexadecimal: boolean): Promise<void> => {
    isHexadecimal = hexadecimal;
    await vscode.commands.executeCommand('setContext', hexadecimalKey, hexadecimal);
    await Promise.all([...sessions.values()].map(tell));
  };
  const showFrozen = async (): Promise<void> => {
    const isFrozen = frozen.has(vscode.debug.activeDebugSession?.id ?? '');
    await vscode.commands.executeCommand('setContext', frozenKey, isFrozen);
  };
  const freezeOthers = async (on: boolean, row: CallStackRow = {}): Promise<void> => {
    const session = sessions.get(String(row.sessionId)) ?? vscode.debug.activeDebugSession;
    if (session?.type !== debugType) {
      throw new UserError(vscode.l10n.t('No program is being debugged in a container.'));
    }
    await session.customRequest(freezeOthersRequest, { on });
    frozen[on ? 'add' : 'delete'](session.id);
    await showFrozen();
  };
  registerCommand(commandIds.debugShowHexadecimal, () => show(true));
  registerCommand(commandIds.debugShowDecimal, () => show(false));
  registerCommand(commandIds.debugFreezeOthers, (_thread: unknown, row?: CallStackRow) =>
    freezeOthers(true, row),
  );
  registerCommand(commandIds.debugThaw, (_thread: unknown, row?: CallStackRow) =>
    freezeOthers(false, row),
  );
  const subscriptions = [
    vscode.debug.onDidStartDebugSession(async (session) => {
      if (session.type === debugType) {
        sessions.set(session.id, session);
        await (isHexadecimal ? tell(session) : undefined);
      }
    }),
    vscode.debug.onDidTerminateDebugSession((session) => {
      sessions.delete(session.id);
      frozen.delete(session.id);
    }),
    vscode.debug.onDidChangeActiveDebugSession(showFrozen),
  ];
  return vscode.Disposable.from(...subscriptions);
}
