import { basename, dirname, relative, sep } from 'node:path';
import * as vscode from 'vscode';
import { CancelledError } from '../../base/errors';
import { imageDescription, sortImages } from '../../domain/imageList';
import { imageNameFor } from '../../domain/imageReference';
import type { ResourceStore } from '../../engine/resourceStore';
import type { ShownEngine } from '../engine/engines';
import { pickContext } from '../images/pickDockerfile';
import type { ImageProvider } from '../images/imageProvider';
import { askForImage } from '../images/pullImage';

/** What a dev container is made from. */
export type ContainerSource =
  | { readonly kind: 'devcontainer'; readonly uri: vscode.Uri }
  | { readonly kind: 'dockerfile'; readonly uri: vscode.Uri }
  | { readonly kind: 'image'; readonly name: string }
  | { readonly kind: 'pull' }
  | { readonly kind: 'command' };

type SourceItem = vscode.QuickPickItem & { readonly source?: ContainerSource };

/** Asks what the folder's container is made from: what describes it first, then Dockerfiles and images. */
export async function pickSource(
  folder: vscode.WorkspaceFolder,
  devcontainers: readonly vscode.Uri[],
  store: ResourceStore,
): Promise<ContainerSource> {
  const picked = await vscode.window.showQuickPick<SourceItem>(
    [
      ...devcontainerItems(devcontainers, folder),
      ...sourceItems(await findDockerfiles(folder), folder, store),
    ],
    {
      title: vscode.l10n.t('Create Dev Container for "{0}"', folder.name),
      placeHolder: vscode.l10n.t('What is it made from?'),
      matchOnDescription: true,
    },
  );
  if (!picked?.source) {
    throw new CancelledError();
  }
  return picked.source;
}

/** The image of a source, built or pulled where it has to be. */
export async function provideImage(
  source: Exclude<ContainerSource, { kind: 'command' | 'devcontainer' }>,
  folder: vscode.WorkspaceFolder,
  engine: ShownEngine,
  images: ImageProvider,
): Promise<string> {
  switch (source.kind) {
    case 'image':
      return source.name;
    case 'pull': {
      const name = (await askForImage()).trim();
      await images.pull(engine, name);
      return name;
    }
    case 'dockerfile': {
      const contextHostPath = await contextOf(source.uri, folder);
      const tag = `${imageNameFor(folder.name)}:dev`;
      await images.build(engine, {
        contextHostPath,
        dockerfile: relative(contextHostPath, source.uri.fsPath).split(sep).join('/'),
        tag,
      });
      return tag;
    }
  }
}

async function contextOf(dockerfile: vscode.Uri, folder: vscode.WorkspaceFolder): Promise<string> {
  return dirname(dockerfile.fsPath) === folder.uri.fsPath
    ? folder.uri.fsPath
    : pickContext(dockerfile);
}

function devcontainerItems(
  files: readonly vscode.Uri[],
  folder: vscode.WorkspaceFolder,
): SourceItem[] {
  return files.map((uri) => ({
    label: vscode.l10n.t('From {0}', relative(folder.uri.fsPath, uri.fsPath)),
    iconPath: new vscode.ThemeIcon('json'),
    source: { kind: 'devcontainer', uri },
  }));
}

function sourceItems(
  dockerfiles: readonly vscode.Uri[],
  folder: vscode.WorkspaceFolder,
  store: ResourceStore,
): SourceItem[] {
  const images = sortImages(store.snapshot.images).filter(({ tags }) => tags.length > 0);
  const separator = (label: string): SourceItem => ({
    label,
    kind: vscode.QuickPickItemKind.Separator,
  });
  return [
    separator(vscode.l10n.t('build')),
    ...dockerfiles.map((uri): SourceItem => {
      const place = relative(folder.uri.fsPath, uri.fsPath);
      return {
        label: vscode.l10n.t('Build {0}', basename(place)),
        description: place === basename(place) ? '' : place,
        iconPath: new vscode.ThemeIcon('tools'),
        source: { kind: 'dockerfile', uri },
      };
    }),
    separator(vscode.l10n.t('more')),
    {
      label: vscode.l10n.t('Pull an Image…'),
      iconPath: new vscode.ThemeIcon('cloud-download'),
      source: { kind: 'pull' },
    },
    {
      label: vscode.l10n.t('Paste a docker run Command…'),
      iconPath: new vscode.ThemeIcon('clippy'),
      source: { kind: 'command' },
    },
    separator(vscode.l10n.t('local images')),
    ...images.flatMap((image) =>
      image.tags.map((name): SourceItem => ({
        label: name,
        description: imageDescription(image, 0, Date.now()),
        iconPath: new vscode.ThemeIcon('package'),
        source: { kind: 'image', name },
      })),
    ),
  ];
}

async function findDockerfiles(folder: vscode.WorkspaceFolder): Promise<vscode.Uri[]> {
  const files = await vscode.workspace.findFiles(
    new vscode.RelativePattern(
      folder,
      '**/{Dockerfile,Dockerfile.*,*.Dockerfile,*.dockerfile,Containerfile}',
    ),
    '**/{node_modules,.git,build}/**',
    50,
  );
  const wanted = files.filter(({ fsPath }) => !fsPath.endsWith('.dockerignore'));
  return wanted.sort((a, b) => a.fsPath.length - b.fsPath.length);
}
