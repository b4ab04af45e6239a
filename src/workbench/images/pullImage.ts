import * as vscode from 'vscode';
import { CancelledError, UserError } from '../../base/errors';
import { byteSize } from '../../domain/byteSize';
import {
  formatImageReference,
  ImageReferenceError,
  parseImageReference,
} from '../../domain/imageReference';
import type { TransferProgress } from '../../engine/imageOperations';
import type { ShownEngine } from '../engine/engines';
import type { DockerCommandLog } from '../outputLog';
import { fractionReporter, withCancellableProgress } from '../progress';

/** Asks for the name of an image, and takes nothing that is not one. */
export async function askForImage(suggestion = ''): Promise<string> {
  const answer = await vscode.window.showInputBox({
    title: vscode.l10n.t('Pull Image'),
    prompt: vscode.l10n.t('The name of an image, as "docker pull" takes it'),
    placeHolder: 'debian:bookworm-slim',
    value: suggestion,
    validateInput: (text) => (text.trim() === '' ? undefined : imageNameProblem(text.trim())),
  });
  const name = answer?.trim() ?? '';
  if (name === '') {
    throw new CancelledError();
  }
  return name;
}

/** What is wrong with the name of an image, or undefined. */
export function imageNameProblem(text: string): string | undefined {
  try {
    parseImageReference(text);
    return undefined;
  } catch (error) {
    if (error instanceof ImageReferenceError) {
      return error.message;
    }
    throw error;
  }
}

/** Pulls an image under a notification that counts the bytes and can cancel. */
export async function pullImage(
  { engine, docker }: ShownEngine,
  dockerCommands: DockerCommandLog,
  name: string,
): Promise<void> {
  const problem = imageNameProblem(name);
  if (problem !== undefined) {
    throw new UserError(problem);
  }
  const reference = formatImageReference(parseImageReference(name));
  dockerCommands.add(docker('pull', reference));
  await withCancellableProgress(
    vscode.l10n.t('Pulling {0}', reference),
    async (progress, signal) => {
      const report = fractionReporter(progress);
      await engine.pullImage(
        reference,
        (transfer) => report(fraction(transfer), transferText(transfer)),
        signal,
      );
    },
  );
}

/** Bytes and what is done with them, such as `12.3 MB of 48 MB, Downloading 3 of 5 layers`. */
export function transferText({ current, total, message }: TransferProgress): string {
  return total === 0
    ? message
    : vscode.l10n.t('{0} of {1}, {2}', byteSize(current), byteSize(total), message);
}

function fraction({ current, total }: TransferProgress): number {
  return total === 0 ? 0 : current / total;
}
