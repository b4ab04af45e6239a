import { basename } from 'node:path';
import * as vscode from 'vscode';
import { CancelledError } from '../../base/errors';
import { byteSize } from '../../domain/byteSize';
import { containerNameFor } from '../../domain/containerName';
import { freeName } from '../../domain/freeName';
import { containersWith, volumeLabel } from '../../domain/volumeList';
import { createVolumeWords } from '../../domain/volumeInput';
import { restoreVolume } from '../../engine/volumeArchive';
import { connectedSnapshot } from '../connectedSnapshot';
import type { Engines, ShownEngine } from '../engine/engines';
import { hostFolders } from '../folders';
import type { DockerCommandLog } from '../outputLog';
import { fractionReporter, withCancellableProgress } from '../progress';
import type { VolumeArgument } from './chooseVolumes';
import { askForVolumeName } from './createVolume';
import { restoreWords } from './volumeCommandWords';
import type { EngineVolume } from './volumeNodes';

/** Asks for an archive and unpacks it: in the volume of a row after asking, else in a new volume. */
export async function restore(
  argument: VolumeArgument,
  engines: Engines,
  dockerCommands: DockerCommandLog,
): Promise<void> {
  const hostPath = await askForArchive();
  if (argument?.kind === 'volumeRow') {
    await confirmOverwriting(argument, hostPath);
    await unpack(argument.engine, argument.volume.name, hostPath, dockerCommands);
    return;
  }
  const shown = argument && 'engine' in argument ? argument.engine : engines.current;
  const name = await createFor(shown, hostPath, dockerCommands);
  try {
    await unpack(shown, name, hostPath, dockerCommands);
  } catch (error) {
    // Half of an archive in a volume that nobody had before helps nobody.
    dockerCommands.add(shown.docker('volume', 'rm', name));
    await shown.engine.removeVolume(name);
    throw error;
  }
}

async function unpack(
  { engine, docker }: ShownEngine,
  volume: string,
  hostPath: string,
  dockerCommands: DockerCommandLog,
): Promise<void> {
  dockerCommands.add(docker(...restoreWords(volume, hostPath)));
  await withCancellableProgress(
    vscode.l10n.t('Restoring the volume "{0}"', volume),
    async (progress, signal) => {
      const report = fractionReporter(progress);
      await restoreVolume(
        engine,
        volume,
        hostPath,
        (bytes, size) =>
          report(bytes / size, vscode.l10n.t('{0} of {1}', byteSize(bytes), byteSize(size))),
        signal,
      );
    },
  );
}

async function createFor(
  { engine, docker }: ShownEngine,
  hostPath: string,
  dockerCommands: DockerCommandLog,
): Promise<string> {
  const taken = (await engine.listVolumes()).map(({ name }) => name);
  const fileName = basename(hostPath).replace(/(\.tar)?(\.(gz|bz2|xz|zst))?$|\.tgz$/i, '');
  const name = await askForVolumeName(
    vscode.l10n.t('Restore "{0}" to a New Volume', basename(hostPath)),
    freeName(containerNameFor(fileName), taken),
    taken,
  );
  dockerCommands.add(docker(...createVolumeWords({ name })));
  return engine.createVolume({ name });
}

async function askForArchive(): Promise<string> {
  const folder = hostFolders()[0]?.uri;
  const [uri] =
    (await vscode.window.showOpenDialog({
      title: vscode.l10n.t('Restore a Volume from an Archive'),
      ...(folder ? { defaultUri: folder } : {}),
      filters: { [vscode.l10n.t('Tar archives')]: ['tar', 'gz', 'tgz', 'bz2', 'xz'] },
      openLabel: vscode.l10n.t('Restore'),
    })) ?? [];
  if (!uri) {
    throw new CancelledError();
  }
  return uri.fsPath;
}

async function confirmOverwriting(
  { engine, volume }: EngineVolume,
  hostPath: string,
): Promise<void> {
  const { containers } = await connectedSnapshot(engine.store);
  const running = containersWith(volume, containers).filter(({ state }) => state === 'running');
  const names = running.map(({ name }) => `"${name}"`).join(', ');
  const restoreButton = vscode.l10n.t('Restore');
  const detail = [
    vscode.l10n.t('Files of the same name are replaced; the others in the volume stay.'),
    running.length === 0 ? '' : vscode.l10n.t('It is used by running containers: {0}.', names),
  ];
  const answer = await vscode.window.showWarningMessage(
    vscode.l10n.t('Unpack "{0}" in the volume "{1}"?', basename(hostPath), volumeLabel(volume)),
    { modal: true, detail: detail.filter((line) => line !== '').join('\n') },
    restoreButton,
  );
  if (answer !== restoreButton) {
    throw new CancelledError();
  }
}
