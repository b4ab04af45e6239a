import { posix } from 'node:path';
import * as vscode from 'vscode';
import { DisposableStore, type Disposable } from '../../base/disposable';
import type { ContainersNode } from '../containers/containerNodes';
import type { SharedParts } from '../sharedParts';
import type { VolumesNode } from '../volumes/volumeNodes';
import { EngineFileSystem } from './engineFileSystem';
import { FileChanges } from './fileChanges';
import { registerFileCommands } from './fileCommands';
import { fileDragAndDrop } from './fileDragAndDrop';
import { FileTransfers } from './fileTransfers';
import { fileSchemes, FilesOfEngines, type FileOfEngine } from './fileUris';
import { registerTransferCommands } from './transferCommands';

/** What the **Containers** and the **Volumes** view need for the rows of files, and what follows it. */
export interface FileParts extends Disposable {
  readonly files: FilesOfEngines;
  readonly inContainers: vscode.TreeDragAndDropController<ContainersNode>;
  readonly inVolumes: vscode.TreeDragAndDropController<VolumesNode>;
  /** Tells a view of each folder in which something has changed. */
  readonly follow: (reload: (folder: FileOfEngine) => void) => void;
}

/** Wires the files of containers and volumes: for editors, the Explorer and the rows of the views. */
export function wireFiles({ register, engines, dockerCommands, messages }: SharedParts): FileParts {
  const owner = new DisposableStore();
  const files = owner.add(new FilesOfEngines(dockerCommands));
  const changes = owner.add(new FileChanges(files, dockerCommands));
  const transfers = new FileTransfers(engines, files, changes, dockerCommands);
  const fileSystem = owner.add(new EngineFileSystem(engines, files, changes));
  for (const scheme of fileSchemes) {
    owner.add(
      vscode.workspace.registerFileSystemProvider(scheme, fileSystem, { isCaseSensitive: true }),
    );
  }
  registerFileCommands(register, engines, files, changes);
  registerTransferCommands(register, engines, transfers);
  return {
    files,
    inContainers: fileDragAndDrop(transfers, messages),
    inVolumes: fileDragAndDrop(transfers, messages),
    follow: (reload) => {
      owner.add(
        changes.onDidChange(({ engine, file }) =>
          reload({ engine, file: { ...file, path: posix.dirname(file.path) } }),
        ),
      );
    },
    dispose: () => owner.dispose(),
  };
}
