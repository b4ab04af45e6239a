import * as vscode from 'vscode';
import { CancelledError } from '../../base/errors';
import { withCompilerCache } from '../../domain/compilerCache';
import type { ContainerSpec } from '../../domain/containerSpec';
import { besideContainerSpec } from '../../domain/devContainerSpec';
import { quoteArgv } from '../../domain/shellQuote';
import { toDockerRun } from '../../domain/toDockerRun';
import { createDevContainer } from '../../project/createDevContainer';
import type { ShownEngine } from '../engine/engines';
import type { DockerCommandLog } from '../outputLog';
import { withCancellableProgress } from '../progress';
import { settings } from '../settings';
import { showRemarks } from '../showRemarks';

/**
 * Makes a container of each image in which a folder can be built, after the commands were shown.
 * Resolves with their names.
 */
export async function makeContainersBeside(
  folder: vscode.WorkspaceFolder,
  images: readonly string[],
  {
    shown,
    dockerCommands,
  }: { readonly shown: ShownEngine; readonly dockerCommands: DockerCommandLog },
): Promise<readonly string[]> {
  const { connection, containers } = shown.store.snapshot;
  const gpus = connection.state === 'connected' && connection.info.capabilities.gpus;
  const taken = containers.map(({ name }) => name);
  const specs: ContainerSpec[] = [];
  for (const image of images) {
    const { fsPath: hostFolder } = folder.uri;
    const spec = besideContainerSpec({ hostFolder, folderName: folder.name, image, gpus }, taken);
    taken.push(spec.name ?? '');
    specs.push(settings.buildCompilerCache(folder.uri) ? withCompilerCache(spec) : spec);
  }
  if (specs.length === 0) {
    return [];
  }
  await confirm(folder, specs);
  return withCancellableProgress(
    specs.length === 1
      ? vscode.l10n.t('Creating a container')
      : vscode.l10n.t('Creating {0} containers', specs.length),
    async (progress, signal) => {
      const names: string[] = [];
      for (const spec of specs) {
        dockerCommands.add(shown.docker(...toDockerRun(spec).slice(1)));
        const report = (message: string): void => progress.report({ message });
        const { name, warnings } = await createDevContainer(shown.engine, spec, report, signal);
        showRemarks(name, warnings);
        names.push(name);
      }
      await shown.store.refresh();
      return names;
    },
  );
}

async function confirm(
  folder: vscode.WorkspaceFolder,
  specs: readonly ContainerSpec[],
): Promise<void> {
  const create = vscode.l10n.t('Create');
  const answer = await vscode.window.showInformationMessage(
    specs.length === 1
      ? vscode.l10n.t('Create a container that mounts "{0}"?', folder.name)
      : vscode.l10n.t('Create {0} containers that mount "{1}"?', specs.length, folder.name),
    {
      modal: true,
      detail: vscode.l10n.t(
        'This runs:\n{0}',
        specs.map((spec) => quoteArgv(toDockerRun(spec))).join('\n'),
      ),
    },
    create,
  );
  if (answer !== create) {
    throw new CancelledError();
  }
}
