import * as vscode from 'vscode';
import { CancelledError, UserError } from '../../base/errors';
import {
  formatImageReference,
  ImageReferenceError,
  parseImageReference,
} from '../../domain/imageReference';
import { EngineError, type EngineErrorKind } from '../../engine/engineError';
import { commandIds } from '../commandIds';
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

/** What pulling an image again may mend. */
const passing: ReadonlySet<EngineErrorKind> = new Set([
  'connectionLost',
  'noSocket',
  'refused',
  'timeout',
  'rateLimited',
  'registryUnreachable',
]);

/**
 * Pulls an image under a notification that counts the bytes and can cancel, and with a row for each
 * layer. What fails only for the moment is thrown with a button that pulls it again.
 */
export async function pullImage(
  { id, engine, docker }: ShownEngine,
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
  try {
    await jobs.run(
      { title: vscode.l10n.t('Pulling {0}', reference), kind: 'transfer' },
      (report, signal) =>
        engine.pullImage(reference, (transfer) => report(transferReport(transfer)), signal),
    );
  } catch (error) {
    if (!(error instanceof EngineError && passing.has(error.kind))) {
      throw error;
    }
    const again = {
      title: vscode.l10n.t('Pull Again'),
      command: commandIds.imagePull,
      args: [reference, id],
    };
    const others = error.nextSteps.filter(({ command }) => command !== commandIds.engineRetry);
    throw new EngineError(error.kind, error.message, [again, ...others], { cause: error });
  }
}
