import { dirname, resolve } from 'node:path';
import * as vscode from 'vscode';
import { UserError } from '../../base/errors';
import { composeContainerId } from '../../domain/devcontainer/composeContainerId';
import type { DevcontainerSource } from '../../domain/devcontainer/devcontainer';
import { imageNameFor } from '../../domain/imageReference';
import { runOnHost } from '../../project/runOnHost';
import type { ShownEngine } from '../engine/engines';
import type { DockerCommandLog } from '../outputLog';
import { withCancellableProgress } from '../progress';
import { TextTerminal } from '../terminals/textTerminal';
import type { DevcontainerFile } from './devcontainerFiles';

/**
 * Starts the services of a file by `docker compose`, whose output is shown in a terminal, and
 * resolves with the name of the container of the one that is worked in.
 */
export async function startComposeService(
  { uri, path }: DevcontainerFile,
  source: Extract<DevcontainerSource, { kind: 'compose' }>,
  folder: vscode.WorkspaceFolder,
  shown: ShownEngine,
  dockerCommands: DockerCommandLog,
): Promise<string> {
  const hostFolder = dirname(uri.fsPath);
  const compose = (...words: readonly string[]): string[] =>
    shown.docker(
      'compose',
      // The name that other tools give it too, so that the containers are the same ones.
      '-p',
      `${imageNameFor(folder.name)}_devcontainer`,
      ...source.files.flatMap((file) => ['-f', resolve(hostFolder, file)]),
      ...words,
    );
  await requireCompose(shown, hostFolder, path);
  const services =
    source.runServices === undefined ? [] : [...new Set([...source.runServices, source.service])];
  const up = compose('up', '-d', ...services);
  dockerCommands.add(up);
  const pty = new TextTerminal();
  vscode.window.createTerminal({ name: vscode.l10n.t('Compose {0}', folder.name), pty }).show(true);
  return withCancellableProgress(
    vscode.l10n.t('Starting the service "{0}"', source.service),
    async (_, closed) => {
      const signal = AbortSignal.any([closed, pty.signal]);
      const exitCode = await runOnHost(up, hostFolder, (text) => pty.writeText(text), signal);
      pty.end(vscode.l10n.t('"docker compose" ended with exit code {0}.', exitCode));
      if (exitCode !== 0) {
        throw new UserError(
          vscode.l10n.t(
            '"docker compose" could not start the service "{0}"; it ended with exit code {1}. Its terminal says why.',
            source.service,
            exitCode,
          ),
        );
      }
      let said = '';
      await runOnHost(
        compose('ps', '-q', source.service),
        hostFolder,
        (text) => (said += text),
        signal,
      );
      await shown.store.refresh();
      return nameOf(shown, composeContainerId(said), source.service);
    },
  );
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

async function requireCompose(shown: ShownEngine, hostFolder: string, path: string): Promise<void> {
  const has = await runOnHost(shown.docker('compose', 'version'), hostFolder, () => undefined).then(
    (exitCode) => exitCode === 0,
    (error: unknown) => {
      if (error instanceof UserError) {
        return false;
      }
      throw error;
    },
  );
  if (!has) {
    throw new UserError(
      vscode.l10n.t(
        '"{0}" uses Compose, and this machine has no "docker compose". Install the Compose plugin of Docker, or start the services in another way and choose "Use a Running Container".',
        path,
      ),
    );
  }
}
