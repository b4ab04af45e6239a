import { basename } from 'node:path';
import * as vscode from 'vscode';
import { CancelledError } from '../../base/errors';
import { byteSize } from '../../domain/byteSize';
import { imageLabel } from '../../domain/imageList';
import {
  formatImageReference,
  imageNameFor,
  parseImageReference,
} from '../../domain/imageReference';
import { openArchiveFile, writeArchiveFile } from '../../engine/archiveFile';
import { commandIds } from '../commandIds';
import { chooseContainer, type ContainerArgument } from '../containers/chooseContainers';
import type { Engines, ShownEngine } from '../engine/engines';
import { hostFolders } from '../folders';
import type { DockerCommandLog } from '../outputLog';
import type { RegisterCommand } from '../registerCommand';
import { chooseImages, type ChosenImage, type ImageArgument } from './chooseImages';
import type { ImageJobs, JobReport } from './imageJobs';
import type { ImagesNode } from './imageNodes';
import { imageNameProblem } from './pullImage';

/** What the commands on archives work with. */
export interface ArchiveServices {
  readonly engines: Engines;
  readonly dockerCommands: DockerCommandLog;
  readonly jobs: ImageJobs;
}

/** Registers save and load of images, import of files as an image, and export of a container's files. */
export function registerArchiveCommands(
  registerCommand: RegisterCommand,
  services: ArchiveServices,
): void {
  const { engines } = services;
  registerCommand(
    commandIds.imageSave,
    async (argument?: ImageArgument, selected?: readonly ImagesNode[]) => {
      const question = vscode.l10n.t('Which image should be saved to a file?');
      const images = await chooseImages(engines, argument, selected, question);
      await saveImages(images, services);
    },
  );
  registerCommand(commandIds.imageLoad, (file?: unknown) => loadImages(file, services));
  registerCommand(commandIds.imageImport, (file?: unknown) => importImage(file, services));
  registerCommand(commandIds.containerExport, async (argument?: ContainerArgument) => {
    const { engine, container } = await chooseContainer(engines, argument, {
      question: vscode.l10n.t('The files of which container should be exported?'),
      accepts: () => true,
      none: vscode.l10n.t('There is no container.'),
    });
    const target = await askForTarget(
      container.name,
      vscode.l10n.t('Export the Files of "{0}"', container.name),
    );
    services.dockerCommands.add(engine.docker('export', '-o', target, container.name));
    await services.jobs.run(
      { title: vscode.l10n.t('Exporting {0}', container.name), kind: 'transfer' },
      async (report, signal) => {
        const archive = await engine.engine.exportContainer(container.id, signal);
        await writeArchiveFile(
          engine.engine,
          archive,
          target,
          (bytes) => report(counted(bytes, 0)),
          signal,
        );
      },
    );
  });
}

/** Images of several engines make a file for each engine. */
async function saveImages(
  images: readonly ChosenImage[],
  { dockerCommands, jobs }: ArchiveServices,
): Promise<void> {
  for (const engine of new Set(images.map((image) => image.engine))) {
    const chosen = images.filter((image) => image.engine === engine);
    const names = chosen.flatMap(({ image, tag }) =>
      tag === undefined && image.tags.length > 0 ? image.tags : [tag ?? image.id],
    );
    const [first] = chosen;
    const label = first ? (first.tag ?? imageLabel(first.image)) : '';
    const title = vscode.l10n.t('Save {0}', names.map((name) => `"${name}"`).join(', '));
    const target = await askForTarget(imageNameFor(label), title);
    dockerCommands.add(engine.docker('save', '-o', target, ...names));
    // The engine does not say how long the archive will be; it is about as long as the images are.
    const total = chosen.reduce((sum, { image }) => sum + image.size, 0);
    await jobs.run(
      { title: vscode.l10n.t('Saving {0}', label), kind: 'transfer' },
      async (report, signal) => {
        const archive = await engine.engine.saveImages(names, signal);
        await writeArchiveFile(
          engine.engine,
          archive,
          target,
          (bytes) => report(counted(bytes, total)),
          signal,
        );
      },
    );
  }
}

async function loadImages(
  file: unknown,
  { engines, dockerCommands, jobs }: ArchiveServices,
): Promise<void> {
  const hostPath = await askForArchive(file, vscode.l10n.t('Load Images'), vscode.l10n.t('Load'));
  const { engine, docker } = engines.current;
  dockerCommands.add(docker('load', '-i', hostPath));
  const names = await jobs.run(
    { title: vscode.l10n.t('Loading {0}', basename(hostPath)), kind: 'transfer' },
    async (report, signal) => {
      let total = 0;
      const { archive, size } = await openArchiveFile(hostPath, (bytes) =>
        report(counted(bytes, total)),
      );
      total = size;
      return engine.loadImages(archive, signal);
    },
  );
  vscode.window.setStatusBarMessage(vscode.l10n.t('Loaded {0}.', names.join(', ')), 8000);
}

async function importImage(
  file: unknown,
  { engines, dockerCommands, jobs }: ArchiveServices,
): Promise<void> {
  const hostPath = await askForArchive(
    file,
    vscode.l10n.t('Import Files as an Image'),
    vscode.l10n.t('Import'),
  );
  const reference = await askForName(hostPath, engines.current);
  const { engine, docker } = engines.current;
  dockerCommands.add(docker('import', hostPath, reference));
  await jobs.run(
    { title: vscode.l10n.t('Importing {0}', basename(hostPath)), kind: 'transfer' },
    async (report, signal) => {
      let total = 0;
      const { archive, size } = await openArchiveFile(hostPath, (bytes) =>
        report(counted(bytes, total)),
      );
      total = size;
      await engine.importImage(archive, { reference }, signal);
    },
  );
}

/** The name of an image that does not exist yet: the name of another would be taken from it. */
async function askForName(hostPath: string, { store }: ShownEngine): Promise<string> {
  const answer = await vscode.window.showInputBox({
    title: vscode.l10n.t('Import Files as an Image'),
    prompt: vscode.l10n.t('The name and tag of the new image'),
    value: `${imageNameFor(basename(hostPath).replace(/\.tar(\..*)?$|\.t[gx]z$/, ''))}:latest`,
    ignoreFocusOut: true,
    validateInput: (text) => {
      const problem = imageNameProblem(text.trim());
      const isTaken = store.snapshot.images.some(({ tags }) => tags.includes(text.trim()));
      return (
        problem ??
        (isTaken ? vscode.l10n.t('There is already an image named "{0}".', text.trim()) : undefined)
      );
    },
  });
  if (answer === undefined) {
    throw new CancelledError();
  }
  return formatImageReference(parseImageReference(answer.trim()));
}

/** VS Code itself asks before a file is replaced. */
async function askForTarget(name: string, title: string): Promise<string> {
  const folder = hostFolders()[0]?.uri;
  const file = `${name.replace(/[^\w.-]+/g, '-')}.tar`;
  const target = await vscode.window.showSaveDialog({
    title,
    ...(folder ? { defaultUri: vscode.Uri.joinPath(folder, file) } : {}),
    filters: { [vscode.l10n.t('Archive')]: ['tar'] },
  });
  if (!target) {
    throw new CancelledError();
  }
  return target.fsPath;
}

async function askForArchive(file: unknown, title: string, openLabel: string): Promise<string> {
  if (file instanceof vscode.Uri) {
    return file.fsPath;
  }
  const picked = await vscode.window.showOpenDialog({
    title,
    openLabel,
    filters: { [vscode.l10n.t('Archive')]: ['tar', 'gz', 'tgz', 'xz', 'bz2', 'zst'] },
  });
  const [archive] = picked ?? [];
  if (!archive) {
    throw new CancelledError();
  }
  return archive.fsPath;
}

function counted(bytes: number, total: number): JobReport {
  const isEstimate = bytes > total;
  return {
    done: isEstimate ? 0 : bytes / total,
    note: isEstimate
      ? byteSize(bytes)
      : vscode.l10n.t('{0} of {1}', byteSize(bytes), byteSize(total)),
    steps: [],
  };
}
