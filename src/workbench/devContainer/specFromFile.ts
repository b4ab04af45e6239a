import { dirname, relative, resolve, sep } from 'node:path';
import * as vscode from 'vscode';
import { containerNameFor } from '../../domain/containerName';
import { workspaceFolderLabel } from '../../domain/container';
import type { ContainerSpec } from '../../domain/containerSpec';
import {
  devcontainerFileLabel,
  type Devcontainer,
  type DevcontainerSource,
} from '../../domain/devcontainer/devcontainer';
import { imageNameFor } from '../../domain/imageReference';
import { EngineError } from '../../engine/engineError';
import { connectedSnapshot } from '../connectedSnapshot';
import type { ShownEngine } from '../engine/engines';
import type { ImageProvider } from '../images/imageProvider';
import type { DevcontainerFile } from './devcontainerFiles';

/** A container to be made, and what the user should know before. */
export interface PreparedSpec {
  readonly spec: ContainerSpec;
  /** Full sentences. */
  readonly notes: readonly string[];
}

/** Pulls or builds the image of a file, and makes the specification of its container. */
export async function specFromFile(
  file: DevcontainerFile,
  source: Exclude<DevcontainerSource, { kind: 'compose' }>,
  folder: vscode.WorkspaceFolder,
  shown: ShownEngine,
  images: ImageProvider,
): Promise<PreparedSpec> {
  const { devcontainer, path, problems } = file;
  const image = await provideImage(file, source, folder, shown, images);
  const { spec, note } = await withGpus(devcontainer, shown);
  return {
    spec: {
      ...spec,
      image,
      name: spec.name ?? containerNameOf(folder, path),
      labels: {
        ...spec.labels,
        [workspaceFolderLabel]: folder.uri.fsPath,
        [devcontainerFileLabel]: path,
      },
    },
    notes: [
      ...(note === undefined ? [] : [note]),
      ...problems.filter(({ severity }) => severity !== 'error').map(({ message }) => message),
    ],
  };
}

/** The name of the container of a file that gives it none. */
export function containerNameOf(folder: vscode.WorkspaceFolder, path: string): string {
  return containerNameFor(nameOf(folder, path));
}

/** One of several files of a folder lies in a folder of its own, which tells it from the others. */
function nameOf(folder: vscode.WorkspaceFolder, path: string): string {
  const [, variant] = /^\.devcontainer\/([^/]+)\/devcontainer\.json$/.exec(path) ?? [];
  return variant === undefined ? folder.name : `${folder.name}-${variant}`;
}

async function provideImage(
  { uri, path }: DevcontainerFile,
  source: Exclude<DevcontainerSource, { kind: 'compose' }>,
  folder: vscode.WorkspaceFolder,
  shown: ShownEngine,
  images: ImageProvider,
): Promise<string> {
  if (source.kind === 'image') {
    if (!(await hasImage(shown, source.image))) {
      await images.pull(shown, source.image);
    }
    return source.image;
  }
  const here = dirname(uri.fsPath);
  const contextHostPath = resolve(here, source.context);
  const tag = `${imageNameFor(nameOf(folder, path))}:devcontainer`;
  await images.build(shown, {
    contextHostPath,
    dockerfile: relative(contextHostPath, resolve(here, source.dockerfile)).split(sep).join('/'),
    tag,
    buildArgs: source.args,
    cacheFrom: source.cacheFrom,
    ...(source.target !== undefined && { target: source.target }),
  });
  return tag;
}

async function hasImage({ engine }: ShownEngine, image: string): Promise<boolean> {
  try {
    await engine.inspectImage(image);
    return true;
  } catch (error) {
    if (error instanceof EngineError && error.kind === 'imageMissing') {
      return false;
    }
    throw error;
  }
}

/** All GPUs, where the file wants one and the engine has them. */
async function withGpus(
  { spec, gpu }: Devcontainer,
  { store }: ShownEngine,
): Promise<{ readonly spec: ContainerSpec; readonly note?: string }> {
  const { connection } = await connectedSnapshot(store);
  const offered = connection.state === 'connected' && connection.info.capabilities.gpus;
  if (gpu === 'none' || spec.gpus) {
    return { spec };
  }
  if (offered) {
    return { spec: { ...spec, gpus: [{ count: -1 }] } };
  }
  return gpu === 'optional'
    ? { spec }
    : {
        spec,
        note: vscode.l10n.t(
          'The file asks for a GPU, which this engine cannot give; the container is made without one.',
        ),
      };
}
