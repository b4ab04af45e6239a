import { basename, dirname, relative, sep } from 'node:path';
import * as vscode from 'vscode';
import { CancelledError, errorMessage, UserError } from '../../base/errors';
import { imageNameFor } from '../../domain/imageReference';
import type { BuildProgress } from '../../engine/imageOperations';
import { commandIds } from '../commandIds';
import type { Engines, ShownEngine } from '../engine/engines';
import { isCancellation } from '../messages';
import type { DockerCommandLog } from '../outputLog';
import { fractionReporter, withCancellableProgress } from '../progress';
import type { RegisterCommand } from '../registerCommand';
import { TextTerminal } from '../terminals/textTerminal';
import { requireTrust } from '../trust';
import type { ImageProvider } from './imageProvider';
import { imageNameProblem } from './pullImage';
import { transferText } from './transferReport';

/** What {@link buildImage} makes an image from. */
export interface ImageRecipe {
  readonly contextHostPath: string;
  /** Relative to the context. */
  readonly dockerfile: string;
  readonly tag: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly buildArgs?: Readonly<Record<string, string>>;
  readonly target?: string;
  readonly cacheFrom?: readonly string[];
}

/** Registers **Build Image**. */
export function registerImageBuild(
  registerCommand: RegisterCommand,
  engines: Engines,
  provider: ImageProvider,
): void {
  registerCommand(commandIds.imageBuild, async (file?: unknown) => {
    requireTrust();
    const dockerfile = file instanceof vscode.Uri ? file : await pickDockerfile();
    const contextHostPath = await pickContext(dockerfile);
    const tag = await askForTag(basename(contextHostPath));
    await provider.build(engines.current, {
      contextHostPath,
      dockerfile: relative(contextHostPath, dockerfile.fsPath).split(sep).join('/'),
      tag,
    });
  });
}

/**
 * Builds an image: its log in a terminal, its steps in a notification that can cancel, as can
 * closing the terminal. Resolves with the image's id.
 */
export async function buildImage(
  { engine, docker }: ShownEngine,
  dockerCommands: DockerCommandLog,
  recipe: ImageRecipe,
): Promise<string> {
  const { tag, dockerfile, contextHostPath, ...rest } = recipe;
  dockerCommands.add(
    docker('build', '-t', tag, ...flagsOf(recipe), '-f', dockerfile, contextHostPath),
  );
  const terminal = new TextTerminal();
  vscode.window
    .createTerminal({
      name: vscode.l10n.t('Build {0}', tag),
      pty: terminal,
      iconPath: new vscode.ThemeIcon('tools'),
    })
    .show(true);
  try {
    const id = await withCancellableProgress(
      vscode.l10n.t('Building {0}', tag),
      (progress, signal) =>
        engine.buildImage(
          { contextHostPath, dockerfile, tags: [tag], ...rest },
          reporter(terminal, fractionReporter(progress)),
          AbortSignal.any([signal, terminal.signal]),
        ),
    );
    terminal.end(vscode.l10n.t('The image "{0}" is built.', tag));
    return id;
  } catch (error) {
    terminal.end(
      isCancellation(error) ? vscode.l10n.t('The build was cancelled.') : errorMessage(error),
    );
    throw error;
  }
}

function flagsOf({ buildArgs = {}, target, cacheFrom = [] }: ImageRecipe): string[] {
  return [
    ...Object.entries(buildArgs).flatMap(([key, value]) => ['--build-arg', `${key}=${value}`]),
    ...(target === undefined ? [] : ['--target', target]),
    ...cacheFrom.flatMap((image) => ['--cache-from', image]),
  ];
}

function reporter(
  terminal: TextTerminal,
  report: (done: number, message: string) => void,
): (progress: BuildProgress) => void {
  let done = 0;
  return (progress) => {
    switch (progress.kind) {
      case 'log':
        terminal.writeText(progress.text);
        break;
      case 'step':
        done = (progress.step - 1) / progress.steps;
        terminal.writeText(
          `${bold(`Step ${progress.step}/${progress.steps}: ${progress.text}`)}\n`,
        );
        report(
          done,
          vscode.l10n.t('step {0} of {1}: {2}', progress.step, progress.steps, progress.text),
        );
        break;
      case 'transfer':
        report(done, transferText(progress.transfer));
        break;
    }
  };
}

function bold(text: string): string {
  return `\x1b[1m${text}\x1b[0m`;
}

async function pickDockerfile(): Promise<vscode.Uri> {
  const files = await vscode.workspace.findFiles(
    '**/{Dockerfile,Dockerfile.*,*.Dockerfile,*.dockerfile,Containerfile}',
    '**/{node_modules,.git,build}/**',
    100,
  );
  const [only, ...others] = files;
  if (!only) {
    throw new UserError(vscode.l10n.t('There is no Dockerfile in this workspace.'));
  }
  if (others.length === 0) {
    return only;
  }
  const items = files
    .map((uri) => ({ label: vscode.workspace.asRelativePath(uri), uri }))
    .sort((a, b) => a.label.length - b.label.length || a.label.localeCompare(b.label));
  const picked = await vscode.window.showQuickPick(items, {
    placeHolder: vscode.l10n.t('Which Dockerfile should an image be built from?'),
  });
  if (!picked) {
    throw new CancelledError();
  }
  return picked.uri;
}

/** The folder of the Dockerfile; or the workspace folder, which is asked where they differ. */
export async function pickContext(dockerfile: vscode.Uri): Promise<string> {
  const own = dirname(dockerfile.fsPath);
  const root = vscode.workspace.getWorkspaceFolder(dockerfile)?.uri.fsPath;
  if (root === undefined || root === own) {
    return own;
  }
  const items = [
    { label: vscode.workspace.asRelativePath(own), description: own, hostPath: own },
    { label: basename(root), description: root, hostPath: root },
  ];
  const picked = await vscode.window.showQuickPick(items, {
    placeHolder: vscode.l10n.t('Which folder are the paths in the Dockerfile relative to?'),
  });
  if (!picked) {
    throw new CancelledError();
  }
  return picked.hostPath;
}

async function askForTag(folderName: string): Promise<string> {
  const answer = await vscode.window.showInputBox({
    title: vscode.l10n.t('Build Image'),
    prompt: vscode.l10n.t('The name and tag of the new image'),
    value: `${imageNameFor(folderName)}:latest`,
    validateInput: (text) => imageNameProblem(text.trim()),
  });
  if (answer === undefined) {
    throw new CancelledError();
  }
  return answer.trim();
}
