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

/** The menus show the one command or the other by it. */
const hexadecimalKey = 'drydock.hexadecimal';

/** Registers what is switched in a session: hexadecimal values, and threads that stand. */
export function registerSessionSwitches(registerCommand: RegisterCommand): Disposable {
  let isHexadecimal = false;
  const sessions = new Set<vscode.DebugSession>();
  const tell = async (session: vscode.DebugSession): Promise<void> => {
    await session.customRequest(hexadecimalRequest, { on: isHexadecimal });
  };
  const show = async (hexadecimal: boolean): Promise<void> => {
    isHexadecimal = hexadecimal;
    await vscode.commands.executeCommand('setContext', hexadecimalKey, hexadecimal);
    await Promise.all([...sessions].map(tell));
  };
  registerCommand(commandIds.debugShowHexadecimal, () => show(true));
  registerCommand(commandIds.debugShowDecimal, () => show(false));
  registerCommand(commandIds.debugFreezeOthers, () => freezeOthers(true));
  registerCommand(commandIds.debugThaw, () => freezeOthers(false));
  const subscriptions = [
    vscode.debug.onDidStartDebugSession(async (session) => {
      if (session.type === debugType) {
        sessions.add(session);
        await (isHexadecimal ? tell(session) : undefined);
      }
    }),
    vscode.debug.onDidTerminateDebugSession((session) => sessions.delete(session)),
  ];
  return vscode.Disposable.from(...subscriptions);
}

async function freezeOthers(on: boolean): Promise<void> {
  const session = vscode.debug.activeDebugSession;
  if (session?.type !== debugType) {
    throw new UserError(vscode.l10n.t('No program is being debugged in a container.'));
  }
  await session.customRequest(freezeOthersRequest, { on });
}
