import * as vscode from 'vscode';
import { CancelledError, UserError } from '../../base/errors';
import type { ImageSummary } from '../../domain/image';
import { imageDescription, imageLabel, sortImages } from '../../domain/imageList';
import { connectedSnapshot } from '../connectedSnapshot';
import type { ResourceStore } from '../../engine/resourceStore';
import type { ImagesNode } from './imageNodes';

/** What an image command is given: a row of the tree, a tag or an id, or nothing at all. */
export type ImageArgument = ImagesNode | string | undefined;

/** An image that a command is for; with a tag where only that tag is meant. */
export interface ChosenImage {
  readonly image: ImageSummary;
  readonly tag?: string;
}

/** The images that a command is for: the selected rows, else the one named, else the one picked. */
export async function chooseImages(
  store: ResourceStore,
  argument: ImageArgument,
  selected: readonly ImagesNode[] | undefined,
  question: string,
): Promise<readonly ChosenImage[]> {
  if (typeof argument === 'object') {
    const rows = selected && selected.length > 0 ? selected : [argument];
    return rows.flatMap(chosenImage);
  }
  return [await pickImage(store, argument, question)];
}

/** The one image that a command is for. */
export async function chooseImage(
  store: ResourceStore,
  argument: ImageArgument,
  question: string,
): Promise<ImageSummary> {
  const [chosen] = await chooseImages(store, argument, undefined, question);
  if (!chosen) {
    throw new CancelledError();
  }
  return chosen.image;
}

function chosenImage(node: ImagesNode): ChosenImage[] {
  switch (node.kind) {
    case 'image':
      return [{ image: node.image }];
    case 'tag':
      return [{ image: node.image, tag: node.tag }];
    case 'user':
      return [];
  }
}

async function pickImage(
  store: ResourceStore,
  named: string | undefined,
  question: string,
): Promise<ChosenImage> {
  const { images, containers } = await connectedSnapshot(store);
  if (named !== undefined) {
    const image = images.find(({ id, tags }) => id === named || tags.includes(named));
    if (!image) {
      throw new UserError(vscode.l10n.t('There is no image "{0}".', named));
    }
    return { image };
  }
  if (images.length === 0) {
    throw new UserError(vscode.l10n.t('There are no images.'));
  }
  const items = sortImages(images).map((image) => {
    const usedBy = containers.filter(({ imageId }) => imageId === image.id).length;
    return {
      label: imageLabel(image),
      description: imageDescription(image, usedBy, Date.now()),
      iconPath: new vscode.ThemeIcon('package'),
      image,
    };
  });
  const picked = await vscode.window.showQuickPick(items, { placeHolder: question });
  if (!picked) {
    throw new CancelledError();
  }
  return picked;
}
