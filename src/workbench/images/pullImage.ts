import * as vscode from 'vscode';
import { CancelledError, UserError } from '../../base/errors';
import {
  formatImageReference,
  ImageReferenceError,
  parseImageReference,
} from '../../domain/imageReference';
import type { ShownEngine } from '../engine/engines';
import type { DockerCommandLog } from '../outputLog';
import type { ImageJobs } from './imageJobs';
import { transferReport } from './transferReport';

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

/** Pulls an image under a notification that counts the bytes and can cancel, and with a row for each layer. */
export async function pullImage(
  { engine, docker }: ShownEngine,
  dockerCommands: DockerCommandLog,
  jobs: ImageJobs,
  name: string,
): Promise<void> {
  const problem = imageNameProblem(name);
  if (problem !== undefined) {
    throw new UserError(problem);
  }
  const reference = formatImageReference(parseImageReference(name));
  dockerCommands.add(docker('pull', reference));
  await jobs.run(
    { title: vscode.l10n.t('Pulling {0}', reference), kind: 'transfer' },
    (report, signal) =>
      engine.pullImage(reference, (transfer) => report(transferReport(transfer)), signal),
  );
}
