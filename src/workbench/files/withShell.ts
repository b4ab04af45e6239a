import * as vscode from 'vscode';
import { CancelledError } from '../../base/errors';
import { EngineError } from '../../engine/engineError';
import { startContainer } from '../containers/startContainer';
import type { DockerCommandLog } from '../outputLog';
import type { FileOfEngine } from './fileUris';

/** Does what needs a shell in a container; one that does not run is started for it when that is answered. */
export async function withShell(
  { engine, file }: FileOfEngine,
  dockerCommands: DockerCommandLog,
  work: () => Promise<void>,
): Promise<void> {
  try {
    await work();
  } catch (error) {
    const isStopped = error instanceof EngineError && error.kind === 'notRunning';
    if ('volume' in file || !isStopped) {
      throw error;
    }
    const start = vscode.l10n.t('Start Container');
    const answer = await vscode.window.showWarningMessage(error.message, { modal: true }, start);
    if (answer !== start) {
      throw new CancelledError();
    }
    const container = await engine.engine.inspectContainer(file.container);
    await startContainer(engine, dockerCommands, container);
    await work();
  }
}
