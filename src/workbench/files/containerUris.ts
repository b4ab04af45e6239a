import * as vscode from 'vscode';
import { containerAuthority, parseContainerAuthority } from '../../domain/containerAuthority';
import { ContainerFiles, type ContainerFile } from '../../engine/containerFiles';
import type { ContainerEngine } from '../../engine/containerEngine';
import type { Engines, ShownEngine } from '../engine/engines';

/** The scheme of addresses of files in containers. */
export const containerScheme = 'drydock-container';

/** A file or a folder of a container, and where that is. */
export interface FileOfEngine {
  readonly engine: ShownEngine;
  readonly file: ContainerFile;
}

/** The address of a file, as editors and the Explorer know it. */
export function containerUri({ engine, file: { container, path } }: FileOfEngine): vscode.Uri {
  const authority = containerAuthority({ engine: engine.id, container });
  return vscode.Uri.from({ scheme: containerScheme, authority, path });
}

/** The same file to be looked at only, as a header of the image that a problem names. */
export function readOnlyUri(file: FileOfEngine): vscode.Uri {
  return containerUri(file).with({ query: readOnlyQuery });
}

/** Whether an address was made by {@link readOnlyUri}. */
export function isReadOnly(uri: vscode.Uri): boolean {
  return uri.query === readOnlyQuery;
}

const readOnlyQuery = 'readonly';

/** What an address means; undefined when its engine is not shown any more. */
export function fileOfUri(engines: Engines, uri: vscode.Uri): FileOfEngine | undefined {
  const { engine: id, container } = parseContainerAuthority(uri.authority);
  const engine = engines.all.find((candidate) => candidate.id === id);
  const path = uri.path === '' ? '/' : uri.path;
  return engine && { engine, file: { container, path } };
}

/** The files of each engine; what is learnt of them is shared by the view and the editors. */
export class FilesOfEngines {
  private readonly known = new WeakMap<ContainerEngine, ContainerFiles>();

  of({ engine }: ShownEngine): ContainerFiles {
    const known = this.known.get(engine) ?? new ContainerFiles(engine);
    this.known.set(engine, known);
    return known;
  }
}
