import * as vscode from 'vscode';
import { CancelledError } from '../../base/errors';
import {
  attachableProcesses,
  commandLine,
  processName,
  type ProcessInfo,
} from '../../domain/processList';
import type { ContainerEngine } from '../../engine/containerEngine';
import { listProcesses } from '../../engine/listProcesses';

interface ProcessItem extends vscode.QuickPickItem {
  readonly process: ProcessInfo;
}

/** Asks which process of a container is meant. What is typed is looked for in all that is shown. */
export function pickProcess(
  engine: ContainerEngine,
  containerName: string,
  question: string,
): Promise<ProcessInfo> {
  const picker = vscode.window.createQuickPick<ProcessItem>();
  const refresh = {
    iconPath: new vscode.ThemeIcon('refresh'),
    tooltip: vscode.l10n.t('Look Again'),
  };
  picker.title = vscode.l10n.t('Processes in "{0}"', containerName);
  picker.placeholder = question;
  picker.matchOnDescription = true;
  picker.matchOnDetail = true;
  picker.buttons = [refresh];
  return new Promise<ProcessInfo>((resolve, reject) => {
    const load = async (): Promise<void> => {
      picker.busy = true;
      try {
        picker.items = processItems(await listProcesses(engine, containerName));
      } catch (error) {
        reject(error instanceof Error ? error : new Error(String(error)));
        picker.hide();
      } finally {
        picker.busy = false;
      }
    };
    picker.onDidTriggerButton(() => {
      // A failure rejects the promise of the picker.
      void load();
    });
    picker.onDidAccept(() => {
      const [picked] = picker.selectedItems;
      if (picked) {
        resolve(picked.process);
        picker.hide();
      }
    });
    picker.onDidHide(() => {
      reject(new CancelledError());
      picker.dispose();
    });
    picker.show();
    void load();
  });
}

/** The newest first: it is most likely the one that is meant. */
function processItems(processes: readonly ProcessInfo[]): ProcessItem[] {
  return [...attachableProcesses(processes)]
    .sort((a, b) => b.processId - a.processId)
    .map((process) => ({
      label: processName(process),
      description: [
        String(process.processId),
        process.user,
        ...(process.tracerId === undefined ? [] : [vscode.l10n.t('debugged already')]),
      ].join(' · '),
      detail: commandLine(process),
      process,
    }));
}
