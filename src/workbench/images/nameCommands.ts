import * as vscode from 'vscode';
import { CancelledError, UserError } from '../../base/errors';
import { formatImageReference, parseImageReference } from '../../domain/imageReference';
import { imageLabel } from '../../domain/imageList';
import { commandIds } from '../commandIds';
import type { Engines } from '../engine/engines';
import type { DockerCommandLog } from '../outputLog';
import type { RegisterCommand } from '../registerCommand';
import { chooseImages, type ChosenImage, type ImageArgument } from './chooseImages';
import type { ImageJobs } from './imageJobs';
import type { ImagesNode } from './imageNodes';
import { imageNameProblem } from './pullImage';
import { transferReport } from './transferReport';

/** Registers what is done with the names of images: tag, push, copy. */
export function registerNameCommands(
  registerCommand: RegisterCommand,
  engines: Engines,
  dockerCommands: DockerCommandLog,
  jobs: ImageJobs,
): void {
  registerCommand(commandIds.imageTag, async (argument?: ImageArgument) => {
    const question = vscode.l10n.t('Which image should get another name?');
    const [chosen] = await chooseImages(engines, argument, undefined, question);
    if (chosen) {
      await tagImage(chosen, dockerCommands);
    }
  });
  registerCommand(
    commandIds.imagePush,
    async (argument?: ImageArgument, selected?: readonly ImagesNode[]) => {
      const question = vscode.l10n.t('Which image should be pushed?');
      const images = await chooseImages(engines, argument, selected, question);
      for (const image of images) {
        await pushImage(image, await tagToPush(image, dockerCommands), dockerCommands, jobs);
      }
    },
  );
  registerCommand(commandIds.imageCopyTag, async (argument?: ImageArgument) => {
    const question = vscode.l10n.t('Which name should be copied?');
    const [chosen] = await chooseImages(engines, argument, undefined, question);
    if (chosen) {
      await vscode.env.clipboard.writeText(chosen.tag ?? imageLabel(chosen.image));
    }
  });
}

/** Gives an image one more name, and resolves with it. Another image that has the name loses it when the user agrees. */
async function tagImage(chosen: ChosenImage, dockerCommands: DockerCommandLog): Promise<string> {
  const { engine, image } = chosen;
  const name = nameOf(chosen);
  const answer = await vscode.window.showInputBox({
    title: vscode.l10n.t('Tag "{0}"', name),
    prompt: vscode.l10n.t(
      'The new name. With a host before it, such as ghcr.io/you/app:1, it can be pushed there',
    ),
    value: image.tags.length > 0 ? name : '',
    ignoreFocusOut: true,
    validateInput: (text) => (text.trim() === '' ? undefined : imageNameProblem(text.trim())),
  });
  if (answer === undefined || answer.trim() === '') {
    throw new CancelledError();
  }
  const reference = formatImageReference(parseImageReference(answer.trim()));
  const other = engine.store.snapshot.images.find(
    ({ id, tags }) => id !== image.id && tags.includes(reference),
  );
  if (other) {
    await confirmMove(reference, other.tags.length === 1);
  }
  dockerCommands.add(engine.docker('tag', name, reference));
  await engine.engine.tagImage(image.id, reference);
  return reference;
}

async function confirmMove(reference: string, isLast: boolean): Promise<void> {
  const move = vscode.l10n.t('Move the Name');
  const answer = await vscode.window.showWarningMessage(
    vscode.l10n.t('Another image is named "{0}". Should the name move to this one?', reference),
    {
      modal: true,
      detail: isLast
        ? vscode.l10n.t('The other image stays, without a name.')
        : vscode.l10n.t('The other image keeps its other names.'),
    },
    move,
  );
  if (answer !== move) {
    throw new CancelledError();
  }
}

/** The name under which an image goes to its registry: the row's, the only one, or one that is asked for. */
async function tagToPush(chosen: ChosenImage, dockerCommands: DockerCommandLog): Promise<string> {
  const { image, tag } = chosen;
  const [only, ...others] = tag === undefined ? image.tags : [tag];
  if (only === undefined) {
    return tagImage(chosen, dockerCommands);
  }
  if (others.length === 0) {
    return only;
  }
  const picked = await vscode.window.showQuickPick([...image.tags], {
    title: vscode.l10n.t('Push "{0}"', imageLabel(image)),
    placeHolder: vscode.l10n.t('Under which name should it be pushed?'),
  });
  if (picked === undefined) {
    throw new CancelledError();
  }
  return picked;
}

async function pushImage(
  { engine }: ChosenImage,
  reference: string,
  dockerCommands: DockerCommandLog,
  jobs: ImageJobs,
): Promise<void> {
  if (parseImageReference(reference).digest !== undefined) {
    throw new UserError(
      vscode.l10n.t('"{0}" is a digest. Give the image a tag, and push that.', reference),
    );
  }
  dockerCommands.add(engine.docker('push', reference));
  await jobs.run(
    { title: vscode.l10n.t('Pushing {0}', reference), kind: 'transfer' },
    (report, signal) =>
      engine.engine.pushImage(reference, (transfer) => report(transferReport(transfer)), signal),
  );
}

function nameOf({ image, tag }: ChosenImage): string {
  return tag ?? imageLabel(image);
}
