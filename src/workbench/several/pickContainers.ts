import * as vscode from 'vscode';
import { CancelledError, UserError } from '../../base/errors';
import type { ContainerSummary } from '../../domain/container';
import { containerDescription } from '../../domain/containerList';
import { containersMounting } from '../../domain/findDevContainer';
import type { ImageSummary } from '../../domain/image';
import { imageDescription, sortImages } from '../../domain/imageList';
import { commandIds } from '../commandIds';
import { connectedSnapshot } from '../connectedSnapshot';
import { stateIcon } from '../containers/containerTreeItem';
import type { ShownEngine } from '../engine/engines';
import { hostPlatform } from '../hostPlatform';
import type { DockerCommandLog } from '../outputLog';
import { makeContainersBeside } from './makeContainersBeside';
import type { SeveralContainers } from './severalContainers';

/** What {@link pickContainers} works with. */
export interface PickServices {
  readonly several: SeveralContainers;
  readonly shown: ShownEngine;
  readonly dockerCommands: DockerCommandLog;
}

interface PlaceItem extends vscode.QuickPickItem {
  readonly containerName?: string;
  /** A container is made of it. */
  readonly image?: string;
}

/**
 * Asks in which containers a folder is built side by side, makes those of images, and remembers the
 * answer; none of them means that only the dev container builds it again.
 */
export async function pickContainers(
  folder: vscode.WorkspaceFolder,
  services: PickServices,
): Promise<readonly string[]> {
  const { several, shown } = services;
  const { containers, images } = await connectedSnapshot(shown.store);
  const fitting = containersMounting(containers, folder.uri.fsPath, hostPlatform());
  const items = [
    ...containerItems(fitting, several.devContainerOf(folder), several.chosen(folder)),
    ...imageItems(images, fitting),
  ];
  if (items.length === 0) {
    throw new UserError(
      vscode.l10n.t(
        'No container mounts the folder "{0}", and there is no image to make one of. Create a dev container first.',
        folder.uri.fsPath,
      ),
      [
        {
          title: vscode.l10n.t('Create Dev Container…'),
          command: commandIds.devContainerCreate,
          args: [folder],
        },
      ],
    );
  }
  const picked = await vscode.window.showQuickPick(items, {
    title: vscode.l10n.t('Containers That Build "{0}" Side by Side', folder.name),
    placeHolder: vscode.l10n.t('Containers that mount the folder, and images to make one of'),
    matchOnDescription: true,
    canPickMany: true,
    ignoreFocusOut: true,
  });
  if (!picked) {
    throw new CancelledError();
  }
  const made = await makeContainersBeside(
    folder,
    picked.flatMap(({ image }) => image ?? []),
    services,
  );
  // Always in the same order, so that the same choice is the same task, with the same terminals.
  const names = [...picked.flatMap(({ containerName }) => containerName ?? []), ...made].sort(
    new Intl.Collator(undefined, { numeric: true }).compare,
  );
  await several.choose(folder, names);
  if (names.length === 0) {
    vscode.window.setStatusBarMessage(
      vscode.l10n.t('"{0}" is built in its dev container only.', folder.name),
      5000,
    );
    throw new CancelledError();
  }
  return names;
}

function containerItems(
  fitting: readonly ContainerSummary[],
  own: string | undefined,
  chosen: readonly string[],
): PlaceItem[] {
  const before = new Set(chosen.length > 0 ? chosen : [own]);
  return fitting.map((container) => ({
    label: container.name,
    description: [
      containerDescription(container, Date.now()),
      ...(container.name === own ? [vscode.l10n.t('the dev container')] : []),
    ].join(' · '),
    iconPath: stateIcon(container),
    picked: before.has(container.name),
    containerName: container.name,
  }));
}

/** Those that the folder has no container of. */
function imageItems(
  images: readonly ImageSummary[],
  fitting: readonly ContainerSummary[],
): PlaceItem[] {
  const used = new Set(fitting.map(({ imageId }) => imageId));
  const items = sortImages(images)
    .filter(({ id }) => !used.has(id))
    .flatMap((image) =>
      image.tags.map((name): PlaceItem => ({
        label: name,
        description: imageDescription(image, 0, Date.now()),
        iconPath: new vscode.ThemeIcon('package'),
        image: name,
      })),
    );
  const separator: PlaceItem = {
    label: vscode.l10n.t('a new container of a local image'),
    kind: vscode.QuickPickItemKind.Separator,
  };
  return items.length === 0 ? [] : [separator, ...items];
}
