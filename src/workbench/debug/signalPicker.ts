import * as vscode from 'vscode';
import { DisposableStore } from '../../base/disposable';
import { UserError } from '../../base/errors';
import {
  changeSignalsRequest,
  debugType,
  signalsRequest,
  type ChangeSignalsArguments,
} from '../../domain/launchConfiguration';
import { parseSignalStates, signalChanges, type SignalState } from '../../domain/signalSettings';

/** A signal in the list: its checkbox says whether it stops the program. */
interface SignalItem extends vscode.QuickPickItem {
  readonly name: string;
}

/** Shows the signals of the program under the debugger and changes what is done with them. */
export async function pickSignals(): Promise<void> {
  const session = vscode.debug.activeDebugSession;
  if (session?.type !== debugType) {
    throw new UserError(vscode.l10n.t('No program is being debugged in a container.'));
  }
  const signals = parseSignalStates(await session.customRequest(signalsRequest));
  if (!signals) {
    throw new UserError(vscode.l10n.t('The debugger did not say which signals there are.'));
  }
  const chosen = await show(signals);
  if (chosen && Object.keys(chosen.signals).length > 0) {
    await session.customRequest(changeSignalsRequest, chosen);
  }
}

/** Resolves with what the user wants changed; undefined when the list was closed. */
function show(signals: readonly SignalState[]): Promise<ChangeSignalsArguments | undefined> {
  const owner = new DisposableStore();
  const picker = owner.add(vscode.window.createQuickPick<SignalItem>());
  const passed = new Set(signals.filter(({ pass }) => pass).map(({ name }) => name));
  const showItems = (stopping: ReadonlySet<string>): void => {
    picker.items = signals.map((signal) => item(signal, passed.has(signal.name)));
    picker.selectedItems = picker.items.filter(({ name }) => stopping.has(name));
  };
  const ticked = (): ReadonlySet<string> => new Set(picker.selectedItems.map(({ name }) => name));
  picker.title = vscode.l10n.t('Signals of the Program');
  picker.placeholder = vscode.l10n.t('Checked signals stop the program');
  picker.canSelectMany = true;
  picker.matchOnDescription = true;
  showItems(new Set(signals.filter(({ stop }) => stop).map(({ name }) => name)));
  return new Promise<ChangeSignalsArguments | undefined>((resolve) => {
    owner.add(
      picker.onDidTriggerItemButton(({ item: { name } }) => {
        const stopping = ticked();
        if (!passed.delete(name)) {
          passed.add(name);
        }
        showItems(stopping);
      }),
    );
    owner.add(
      picker.onDidAccept(() => {
        resolve({ signals: signalChanges(signals, ticked(), passed) });
        picker.hide();
      }),
    );
    owner.add(picker.onDidHide(() => resolve(undefined)));
    picker.show();
  }).finally(() => owner.dispose());
}

function item({ name, meaning }: SignalState, passes: boolean): SignalItem {
  return {
    name,
    label: name,
    description: passes ? meaning : vscode.l10n.t('{0} – kept away from the program', meaning),
    buttons: [
      passes
        ? {
            iconPath: new vscode.ThemeIcon('circle-slash'),
            tooltip: vscode.l10n.t('Keep It Away from the Program'),
          }
        : {
            iconPath: new vscode.ThemeIcon('arrow-right'),
            tooltip: vscode.l10n.t('Pass It to the Program'),
          },
    ],
  };
}
