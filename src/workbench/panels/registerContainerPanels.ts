import type * as vscode from 'vscode';
import { DisposableStore, type Disposable } from '../../base/disposable';
import type { Engines } from '../engine/engines';
import { registerLogView } from '../logs/logView';
import type { Messages } from '../messages';
import type { DockerCommandLog } from '../outputLog';
import type { RegisterCommand } from '../registerCommand';
import { registerStatisticsView } from '../statistics/statisticsView';

/** What the panels of containers need. */
export interface ContainerPanelServices {
  readonly register: RegisterCommand;
  readonly engines: Engines;
  readonly dockerCommands: DockerCommandLog;
  readonly messages: Messages;
  readonly extensionUri: vscode.Uri;
}

/** Registers what shows containers in editor tabs: their logs and their statistics. */
export function registerContainerPanels(services: ContainerPanelServices): Disposable {
  const owner = new DisposableStore();
  owner.add(registerLogView(services));
  owner.add(registerStatisticsView(services));
  return owner;
}
