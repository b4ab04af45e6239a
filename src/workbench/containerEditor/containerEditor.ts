import type * as vscode from 'vscode';
import type { Disposable } from '../../base/disposable';
import type {
  ContainerEditorContract,
  ContainerEditorState,
} from '../../contracts/containerEditorContract';
import { commandIds } from '../commandIds';
import type { Messages } from '../messages';
import { WebviewPanels } from '../panels/webviewPanels';
import type { RegisterCommand } from '../registerCommand';

/** Registers the container editor: a form beside the `docker run` line that says the same. */
export function registerContainerEditor(
  registerCommand: RegisterCommand,
  extensionUri: vscode.Uri,
  messages: Messages,
): Disposable {
  const panels = new WebviewPanels<ContainerEditorContract>(extensionUri, messages, {
    name: 'containerEditor',
    title: () => 'New Container',
    readState,
    connect: (view, { text }) => ({
      ready: () => view.post({ type: 'line', text }),
      receive: () => undefined,
      dispose: () => undefined,
    }),
  });
  registerCommand(commandIds.containerCreate, () => panels.open({ text: 'docker run' }));
  return panels;
}

function readState(kept: unknown): ContainerEditorState | undefined {
  return typeof kept === 'object' &&
    kept !== null &&
    'text' in kept &&
    typeof kept.text === 'string'
    ? { text: kept.text }
    : undefined;
}
