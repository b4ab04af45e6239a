import { posix } from 'node:path';
import * as vscode from 'vscode';
import { DisposableStore, type Disposable } from '../../base/disposable';
import type { ContainersNode } from '../containers/containerNodes';
import type { SharedParts } from '../sharedParts';
import type { ContainersView } from '../views/containersView';
import { ContainerFileSystem } from './containerFileSystem';
import { containerScheme, FilesOfEngines } from './containerUris';
import { FileChanges } from './fileChanges';
import { registerFileCommands } from './fileCommands';
import { fileDragAndDrop } from './fileDragAndDrop';
import { FileTransfers } from './fileTransfers';
import { registerTransferCommands } from './transferCommands';

/** What the **Containers** view needs for the rows of files, and what follows it. */
export interface FileParts extends Disposable {
  readonly files: FilesOfEngines;
  readonly dragAndDrop: vscode.TreeDragAndDropController<ContainersNode>;
  /** Has the view show what changes. */
  readonly follow: (view: ContainersView) => void;
}

/** Wires the files of containers: for editors, the Explorer and the rows of the view. */
export function wireFiles({ register, engines, dockerCommands, messages }: SharedParts): FileParts {
  const owner = new DisposableStore();
  const files = new FilesOfEngines();
  const changes = owner.add(new FileChanges(files, dockerCommands));
  const transfers = new FileTransfers(engines, files, changes, dockerCommands);
  const fileSystem = owner.add(new ContainerFileSystem(engines, files, changes));
  owner.add(
    vscode.workspace.registerFileSystemProvider(containerScheme, fileSystem, {
      isCaseSensitive: true,
    }),
  );
  registerFileCommands(register, engines, files, changes);
  registerTransferCommands(register, engines, transfers);
  return {
    files,
    dragAndDrop: fileDragAndDrop(transfers, messages),
    follow: (view) => {
      owner.add(
        changes.onDidChange(({ engine, file }) =>
          view.reloadFolder(engine, { ...file, path: posix.dirname(file.path) }),
        ),
      );
    },
    dispose: () => owner.dispose(),
  };
}
