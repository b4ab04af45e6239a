import * as vscode from 'vscode';
import { CancelledError, UserError } from '../../base/errors';
import type { Mount } from '../../domain/containerSpec';
import { mountOfRow, mountRow } from '../../domain/editor/mountRow';
import { imageDescription, sortImages } from '../../domain/imageList';
import { connectedSnapshot } from '../connectedSnapshot';
import type { ShownEngine } from '../engine/engines';

/** Lets the user choose one of the engine's images. */
export async function pickImageName({ store }: ShownEngine): Promise<string> {
  const { images } = await connectedSnapshot(store);
  const items = sortImages(images).flatMap((image) =>
    image.tags.map((label) => ({
      label,
      description: imageDescription(image, 0, Date.now()),
      iconPath: new vscode.ThemeIcon('package'),
    })),
  );
  if (items.length === 0) {
    throw new UserError(
      vscode.l10n.t('The engine has no images yet. Write the name of one, and it is pulled.'),
    );
  }
  const picked = await vscode.window.showQuickPick(items, {
    title: vscode.l10n.t('Image'),
    placeHolder: vscode.l10n.t('The image that the container is made from'),
    matchOnDescription: true,
  });
  if (!picked) {
    throw new CancelledError();
  }
  return picked.label;
}

/** The mounts with a folder that the user has chosen as the source of one, which may be a new one. */
export async function pickMountSource(
  mounts: readonly Mount[],
  index: number,
  cwd: string,
): Promise<readonly Mount[]> {
  const before = mounts[index];
  const hostPath = await pickPath({ canSelectFolders: true, canSelectFiles: false }, cwd);
  const row = before ? mountRow(before) : { kind: 'folder' as const, target: '/workspace' };
  const after = mountOfRow({ readOnly: false, ...row, source: hostPath });
  return after ? mounts.toSpliced(index, 1, after) : mounts;
}

/** Lets the user choose a file of environment variables. */
export function pickEnvFile(cwd: string): Promise<string> {
  return pickPath({ canSelectFiles: true }, cwd);
}

async function pickPath(options: vscode.OpenDialogOptions, cwd: string): Promise<string> {
  const picked = await vscode.window.showOpenDialog({
    ...options,
    canSelectMany: false,
    defaultUri: vscode.Uri.file(cwd),
    openLabel: vscode.l10n.t('Use'),
  });
  const [uri] = picked ?? [];
  if (!uri) {
    throw new CancelledError();
  }
  return uri.fsPath;
}
