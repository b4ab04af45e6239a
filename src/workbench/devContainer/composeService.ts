import { dirname, resolve } from 'node:path';
import * as vscode from 'vscode';
import { UserError } from '../../base/errors';
import type { ComposeProject } from '../../domain/compose/composeProject';
import { workspaceFolderLabel } from '../../domain/container';
import { composeContainerId } from '../../domain/devcontainer/composeContainerId';
import {
  devcontainerFileLabel,
  type DevcontainerSource,
} from '../../domain/devcontainer/devcontainer';
import { imageNameFor } from '../../domain/imageReference';
import { findCompose } from '../../project/compose/composeCli';
import { runCompose } from '../../project/compose/runCompose';
import { composeInTerminal } from '../compose/composeInTerminal';
import type { ShownEngine } from '../engine/engines';
import type { DockerCommandLog } from '../outputLog';
import type { DevcontainerFile } from './devcontainerFiles';

/**
 * Starts the services of a file by Compose, whose output is shown in a terminal, and resolves with the
 * name of the container of the one that is worked in, which bears the folder's labels.
 */
export async function startComposeService(
  { uri, path }: DevcontainerFile,
  source: Extract<DevcontainerSource, { kind: 'compose' }>,
  folder: vscode.WorkspaceFolder,
  shown: ShownEngine,
  dockerCommands: DockerCommandLog,
): Promise<string> {
  const cli = await findCompose(shown.docker);
  if (!cli) {
    throw new UserError(
      vscode.l10n.t(
        '"{0}" uses Compose, and this machine has no "docker compose". Install the Compose plugin of Docker, or start the services in another way and choose "Use a Running Container".',
        path,
      ),
    );
  }
  const { service, runServices } = source;
  const files = source.files.map((file) => resolve(dirname(uri.fsPath), file));
  const project: ComposeProject = {
    // The name that other tools give it too, so that the containers are the same ones.
    name: `${imageNameFor(folder.name)}_devcontainer`,
    hostFolder: dirname(files[0] ?? uri.fsPath),
    files,
    envFiles: [],
    labels: {
      [service]: { [workspaceFolderLabel]: folder.uri.fsPath, [devcontainerFileLabel]: path },
    },
  };
  const services = runServices === undefined ? [] : [...new Set([...runServices, service])];
  await composeInTerminal(cli, project, ['up', '--detach', ...services], dockerCommands, {
    name: vscode.l10n.t('Compose {0}', folder.name),
    progress: vscode.l10n.t('Starting the service "{0}"', service),
    failure: (exitCode) =>
      vscode.l10n.t(
        'Compose could not start the service "{0}"; it ended with exit code {1}. Its terminal says why.',
        service,
        exitCode,
      ),
  });
  let said = '';
  await runCompose(cli, project, ['ps', '--quiet', service], {
    onCommand: () => undefined,
    onOutput: (text) => (said += text),
  });
  await shown.store.refresh();
  return nameOf(shown, composeContainerId(said), service);
}

function nameOf({ store }: ShownEngine, id: string | undefined, service: string): string {
  const container = store.snapshot.containers.find((one) => one.id === id);
  if (!container) {
    throw new UserError(
      vscode.l10n.t(
        'There is no running container of the service "{0}". Correct "service", or see the log of its container for why it ended.',
        service,
      ),
    );
  }
  return container.name;
}
