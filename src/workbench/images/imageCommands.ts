import * as vscode from 'vscode';
import { UserError } from '../../base/errors';
import { imageLabel } from '../../domain/imageList';
import { commandIds } from '../commandIds';
import type { Engines } from '../engine/engines';
import type { InspectDocuments } from '../inspectDocuments';
import type { DockerCommandLog } from '../outputLog';
import { withViewProgress } from '../progress';
import type { RegisterCommand } from '../registerCommand';
import { chooseImage, chooseImages, type ChosenImage, type ImageArgument } from './chooseImages';
import type { ImagesNode } from './imageNodes';
import type { ImageProvider } from './imageProvider';
import { askForImage } from './pullImage';

/** Registers pull, remove, inspect and copy id. */
export function registerImageCommands(
  registerCommand: RegisterCommand,
  engines: Engines,
  dockerCommands: DockerCommandLog,
  inspectDocuments: InspectDocuments,
  provider: ImageProvider,
): void {
  registerCommand(commandIds.imagePull, async (name?: unknown, engineId?: unknown) => {
    const reference = typeof name === 'string' ? name : await askForImage();
    const engine = engines.all.find(({ id }) => id === engineId) ?? engines.current;
    await provider.pull(engine, reference);
  });
  registerCommand(
    commandIds.imageRemove,
    async (argument?: ImageArgument, selected?: readonly ImagesNode[]) => {
      const question = vscode.l10n.t('Which image should be removed?');
      const images = await chooseImages(engines, argument, selected, question);
      refuseUsed(images);
      if (await confirmRemoval(images)) {
        await withViewProgress('drydock.images', () => removeAll(dockerCommands, images));
      }
    },
  );
  registerCommand(commandIds.imageInspect, async (argument?: ImageArgument) => {
    const question = vscode.l10n.t('Which image should be inspected?');
    const { engine, image } = await chooseImage(engines, argument, question);
    const name = imageLabel(image);
    dockerCommands.add(engine.docker('inspect', name));
    await inspectDocuments.show('image', name, () => engine.engine.inspectImageJson(image.id));
  });
  registerCommand(commandIds.imageCopyId, async (argument?: ImageArgument) => {
    const question = vscode.l10n.t('Which id should be copied?');
    const { image } = await chooseImage(engines, argument, question);
    await vscode.env.clipboard.writeText(image.id);
  });
}

/** The engine refuses too, but its words name the container by a number. */
function refuseUsed(images: readonly ChosenImage[]): void {
  for (const { engine, image, tag } of images) {
    const users = engine.store.snapshot.containers.filter(({ imageId }) => imageId === image.id);
    const isLastTag = tag === undefined || image.tags.length === 1;
    if (users.length > 0 && isLastTag) {
      const names = users.map(({ name }) => `"${name}"`).join(', ');
      throw new UserError(
        vscode.l10n.t(
          'The image "{0}" cannot be removed while containers made from it are there: {1}. Remove them first.',
          imageLabel(image),
          names,
        ),
      );
    }
  }
}

async function confirmRemoval(images: readonly ChosenImage[]): Promise<boolean> {
  const names = images.map(({ image, tag }) => `"${tag ?? imageLabel(image)}"`);
  const [only, ...others] = names;
  if (only === undefined) {
    return false;
  }
  const removeButton = vscode.l10n.t('Remove');
  const question =
    others.length === 0
      ? vscode.l10n.t('Remove the image {0}?', only)
      : vscode.l10n.t('Remove {0} images?', names.length);
  const tags = images.flatMap(({ image, tag }) => (tag === undefined ? image.tags : []));
  const detail = [
    others.length === 0 ? '' : `${names.join(', ')}.`,
    tags.length > images.length
      ? vscode.l10n.t('All of its tags are removed: {0}.', tags.join(', '))
      : '',
    vscode.l10n.t('It can only be had again by pulling or building it.'),
  ];
  const answer = await vscode.window.showWarningMessage(
    question,
    { modal: true, detail: detail.filter((line) => line !== '').join('\n') },
    removeButton,
  );
  return answer === removeButton;
}

async function removeAll(
  dockerCommands: DockerCommandLog,
  images: readonly ChosenImage[],
): Promise<void> {
  for (const { engine, image, tag } of images) {
    // By id, an image with several tags is refused; with the last tag the image goes, too.
    const tags = tag === undefined ? image.tags : [tag];
    for (const name of tags.length === 0 ? [image.id] : tags) {
      dockerCommands.add(engine.docker('rmi', name));
      await engine.engine.removeImage(name, { force: false });
    }
  }
}
