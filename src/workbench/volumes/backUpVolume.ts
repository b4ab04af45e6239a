import { homedir } from 'node:os';
import * as vscode from 'vscode';
import { CancelledError } from '../../base/errors';
import { byteSize } from '../../domain/byteSize';
import { containersWith, volumeLabel } from '../../domain/volumeList';
import { backUpVolume } from '../../engine/volumeArchive';
import { connectedSnapshot } from '../connectedSnapshot';
import { hostFolders } from '../folders';
import type { DockerCommandLog } from '../outputLog';
import { fractionReporter, withCancellableProgress } from '../progress';
import { backUpWords } from './volumeCommandWords';
import type { EngineVolume } from './volumeNodes';
import type { VolumeSizes } from './volumeSizes';

/** Asks for a file and writes what is in a volume to it. */
export async function backUp(
  chosen: EngineVolume,
  sizes: VolumeSizes,
  dockerCommands: DockerCommandLog,
): Promise<void> {
  const { engine, volume } = chosen;
  await warnOfWriters(chosen);
  const hostPath = await askForFile(volumeLabel(volume));
  dockerCommands.add(engine.docker(...backUpWords(volume.name, hostPath)));
  const size = sizes.of(chosen);
  await withCancellableProgress(
    vscode.l10n.t('Backing up the volume "{0}"', volumeLabel(volume)),
    async (progress, signal) => {
      const report = fractionReporter(progress);
      await backUpVolume(
        engine.engine,
        volume.name,
        hostPath,
        (bytes) => report(size ? bytes / size : 0, byteSize(bytes)),
        signal,
      );
    },
  );
}

/** What a program writes meanwhile may be torn; only who knows the program can tell. */
async function warnOfWriters({ engine, volume }: EngineVolume): Promise<void> {
  const { containers } = await connectedSnapshot(engine.store);
  const running = containersWith(volume, containers).filter(({ state }) => state === 'running');
  if (running.length === 0) {
    return;
  }
  const goOn = vscode.l10n.t('Back Up as It Is');
  const names = running.map(({ name }) => `"${name}"`).join(', ');
  const answer = await vscode.window.showWarningMessage(
    vscode.l10n.t('The volume "{0}" is used by running containers.', volumeLabel(volume)),
    {
      modal: true,
      detail: vscode.l10n.t(
        'What {0} writes during the backup may be in it only in part. Stop or pause it first to be sure.',
        names,
      ),
    },
    goOn,
  );
  if (answer !== goOn) {
    throw new CancelledError();
  }
}

async function askForFile(name: string): Promise<string> {
  const folder = hostFolders()[0]?.uri ?? vscode.Uri.file(homedir());
  const uri = await vscode.window.showSaveDialog({
    title: vscode.l10n.t('Back Up the Volume "{0}"', name),
    defaultUri: vscode.Uri.joinPath(folder, `${name}.tar`),
    filters: { [vscode.l10n.t('Tar archives')]: ['tar'] },
    saveLabel: vscode.l10n.t('Back Up'),
  });
  if (!uri) {
    throw new CancelledError();
  }
  return uri.fsPath;
}
