import * as vscode from 'vscode';
import { CancelledError, UserError } from '../../base/errors';
import { containerDescription, sortContainers } from '../../domain/containerList';
import { sortVolumes, volumeLabel } from '../../domain/volumeList';
import { connectedSnapshots } from '../connectedSnapshot';
import { stateIcon } from '../containers/containerTreeItem';
import { engineLabel } from '../engine/engineLabel';
import type { Engines } from '../engine/engines';
import type { FileOfEngine } from './fileUris';

interface PlaceItem extends vscode.QuickPickItem {
  readonly root?: FileOfEngine;
}

/** Asks for a container or a volume; resolves with its root folder. */
export async function choosePlace(engines: Engines): Promise<FileOfEngine> {
  const reached = await connectedSnapshots(engines);
  const several = engines.all.length > 1;
  const containers = reached.flatMap(({ engine, snapshot }) =>
    sortContainers(snapshot.containers).map((container): PlaceItem => ({
      label: container.name,
      description: containerDescription(container, Date.now()),
      ...(several && { detail: engineLabel(engine) }),
      iconPath: stateIcon(container),
      root: { engine, file: { container: container.name, path: '/' } },
    })),
  );
  const lists = await Promise.all(
    reached.map(async ({ engine }) =>
      sortVolumes(await engine.engine.listVolumes()).map((volume): PlaceItem => ({
        label: volumeLabel(volume),
        ...(several && { detail: engineLabel(engine) }),
        iconPath: new vscode.ThemeIcon('database'),
        root: { engine, file: { volume: volume.name, path: '/' } },
      })),
    ),
  );
  const volumes = lists.flat();
  if (containers.length + volumes.length === 0) {
    throw new UserError(vscode.l10n.t('There are no containers and no volumes.'));
  }
  const picked = await vscode.window.showQuickPick(
    [
      ...headed(vscode.l10n.t('Containers'), containers),
      ...headed(vscode.l10n.t('Volumes'), volumes),
    ],
    {
      placeHolder: vscode.l10n.t('In which container or volume?'),
      matchOnDescription: true,
    },
  );
  if (!picked?.root) {
    throw new CancelledError();
  }
  return picked.root;
}

function headed(label: string, items: readonly PlaceItem[]): readonly PlaceItem[] {
  const heading = { label, kind: vscode.QuickPickItemKind.Separator };
  return items.length === 0 ? [] : [heading, ...items];
}
