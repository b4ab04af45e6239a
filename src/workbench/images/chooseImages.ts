import * as vscode from 'vscode';
import { CancelledError, UserError } from '../../base/errors';
import { imageDescription, imageLabel, sortImages } from '../../domain/imageList';
import { connectedSnapshots } from '../connectedSnapshot';
import type { Engines } from '../engine/engines';
import { engineLabel } from '../engine/engineLabel';
import type { EngineImage, ImagesNode } from './imageNodes';

/** What an image command is given: a row of the tree, a tag or an id, or nothing at all. */
export type ImageArgument = ImagesNode | string | undefined;

/** An image that a command is for; with a tag where only that tag is meant. */
export interface ChosenImage extends EngineImage {
  readonly tag?: string;
}

/** The images that a command is for: the selected rows, else the one named, else the one picked. */
export async function chooseImages(
  engines: Engines,
  argument: ImageArgument,
  selected: readonly ImagesNode[] | undefined,
  question: string,
): Promise<readonly ChosenImage[]> {
  if (typeof argument === 'object') {
    const rows = selected && selected.length > 0 ? selected : [argument];
    return rows.flatMap(chosenImage);
  }
  return [await pickImage(engines, argument, question)];
}

/** The one image that a command is for. */
export async function chooseImage(
  engines: Engines,
  argument: ImageArgument,
  question: string,
): Promise<EngineImage> {
  const [chosen] = await chooseImages(engines, argument, undefined, question);
  if (!chosen) {
    throw new CancelledError();
  }
  return chosen;
}

function chosenImage(node: ImagesNode): ChosenImage[] {
  switch (node.kind) {
    case 'image':
      return [{ engine: node.engine, image: node.image }];
    case 'tag':
      return [{ engine: node.engine, image: node.image, tag: node.tag }];
    default:
      return [];
  }
}

async function pickImage(
  engines: Engines,
  named: string | undefined,
  question: string,
): Promise<ChosenImage> {
  const all = (await connectedSnapshots(engines)).flatMap(({ engine, snapshot }) =>
    sortImages(snapshot.images).map((image) => ({ engine, image })),
  );
  if (named !== undefined) {
    const found = all.find(({ image: { id, tags } }) => id === named || tags.includes(named));
    if (!found) {
      throw new UserError(vscode.l10n.t('There is no image "{0}".', named));
    }
    return found;
  }
  if (all.length === 0) {
    throw new UserError(vscode.l10n.t('There are no images.'));
  }
  const items = all.map(({ engine, image }) => {
    const { containers } = engine.store.snapshot;
    const usedBy = containers.filter(({ imageId }) => imageId === image.id).length;
    return {
      label: imageLabel(image),
      description: imageDescription(image, usedBy, Date.now()),
      ...(engines.all.length > 1 ? { detail: engineLabel(engine) } : {}),
      iconPath: new vscode.ThemeIcon('package'),
      engine,
      image,
    };
  });
  const picked = await vscode.window.showQuickPick(items, { placeHolder: question });
  if (!picked) {
    throw new CancelledError();
  }
  return picked;
}
