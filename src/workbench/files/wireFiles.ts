import { posix } from 'node:path';
import * as vscode from 'vscode';
import { DisposableStore, type Disposable } from '../../base/disposable';
import type { SharedParts } from '../sharedParts';
import type { ContainersView } from '../views/containersView';
import { ContainerFileSystem } from './containerFileSystem';
import { containerScheme, type FilesOfEngines } from './containerUris';
import { FileChanges } from './fileChanges';
import { registerFileCommands } from './fileCommands';

/** Wires the files of containers: for editors, the Explorer and the rows of the view. */
export function wireFiles(
  { register, engines, dockerCommands }: SharedParts,
  files: FilesOfEngines,
  view: ContainersView,
): Disposable {
  const owner = new DisposableStore();
  const changes = owner.add(new FileChanges(files, dockerCommands));
  const fileSystem = owner.add(new ContainerFileSystem(engines, files, changes));
  owner.add(
    vscode.workspace.registerFileSystemProvider(containerScheme, fileSystem, {
      isCaseSensitive: true,
    }),
  );
  owner.add(
    changes.onDidChange(({ engine, file }) =>
      view.reloadFolder(engine, { ...file, path: posix.dirname(file.path) }),
    ),
  );
  registerFileCommands(register, engines, files, changes);
  return owner;
}
