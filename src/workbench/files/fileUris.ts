import * as vscode from 'vscode';
import { type Disposable } from '../../base/disposable';
import { containerAuthority, parseContainerAuthority } from '../../domain/containerAuthority';
import { toDockerRun } from '../../domain/toDockerRun';
import { EngineFiles, type EngineFile } from '../../engine/engineFiles';
import type { ContainerEngine } from '../../engine/containerEngine';
import { VolumeShells } from '../../engine/volumeShells';
import type { Engines, ShownEngine } from '../engine/engines';
import type { DockerCommandLog } from '../outputLog';
import { placeName } from './filePlace';

export const containerScheme = 'drydock-container';
const volumeScheme = 'drydock-volume';

/** The schemes of addresses of files in containers and in volumes. */
export const fileSchemes: readonly string[] = [containerScheme, volumeScheme];

/** A file or a folder of a container or a volume, and where that is. */
export interface FileOfEngine {
  readonly engine: ShownEngine;
  readonly file: EngineFile;
}

/** The address of a file, as editors and the Explorer know it. */
export function fileUri({ engine, file }: FileOfEngine): vscode.Uri {
  const authority = containerAuthority({ engine: engine.id, container: placeName(file) });
  const scheme = 'volume' in file ? volumeScheme : containerScheme;
  return vscode.Uri.from({ scheme, authority, path: file.path });
}

/** The same file to be looked at only, as a header of the image that a problem names. */
export function readOnlyUri(file: FileOfEngine): vscode.Uri {
  return fileUri(file).with({ query: readOnlyQuery });
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
  const file = uri.scheme === volumeScheme ? { volume: container, path } : { container, path };
  return engine && { engine, file };
}

/** The files of each engine; what is learnt of them is shared by the views and the editors. */
export class FilesOfEngines implements Disposable {
  private readonly known = new Map<ContainerEngine, EngineFiles>();

  constructor(private readonly dockerCommands: DockerCommandLog) {}

  of({ engine, docker }: ShownEngine): EngineFiles {
    const known = this.known.get(engine);
    if (known) {
      return known;
    }
    const shells = new VolumeShells(engine, (spec) =>
      this.dockerCommands.add(docker(...toDockerRun(spec).slice(1))),
    );
    const files = new EngineFiles(engine, shells);
    this.known.set(engine, files);
    return files;
  }

  dispose(): void {
    this.known.forEach((files) => files.dispose());
    this.known.clear();
  }
}
