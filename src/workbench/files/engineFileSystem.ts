import { posix } from 'node:path';
import * as vscode from 'vscode';
import type { Disposable } from '../../base/disposable';
import { UserError } from '../../base/errors';
import { followedType, type FileEntry } from '../../domain/pathStat';
import { EngineError } from '../../engine/engineError';
import type { WriteOptions } from '../../engine/files/fileWays';
import type { Engines } from '../engine/engines';
import { fileOfUri, fileUri, isReadOnly, type FileOfEngine, type FilesOfEngines } from './fileUris';
import type { FileChange, FileChanges } from './fileChanges';

/**
 * The files of containers and volumes for editors and the Explorer. Nobody watches them there: what
 * Drydock changes is told at once, what others change is seen when it is looked at anew.
 */
export class EngineFileSystem implements vscode.FileSystemProvider, vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<vscode.FileChangeEvent[]>();
  private readonly listener: Disposable;

  readonly onDidChangeFile = this.changed.event;

  constructor(
    private readonly engines: Engines,
    private readonly files: FilesOfEngines,
    private readonly changes: FileChanges,
  ) {
    this.listener = changes.onDidChange((change) => this.changed.fire(eventsOf(change)));
  }

  watch(): vscode.Disposable {
    return new vscode.Disposable(() => undefined);
  }

  stat(uri: vscode.Uri): Promise<vscode.FileStat> {
    return this.about(uri, async ({ engine, file }) => {
      const entry = await this.files.of(engine).stat(file);
      return {
        type: fileType(entry),
        size: entry.size,
        ctime: 0,
        mtime: entry.modified,
        ...(isReadOnly(uri) ? { permissions: vscode.FilePermission.Readonly } : {}),
      };
    });
  }

  readDirectory(uri: vscode.Uri): Promise<[string, vscode.FileType][]> {
    return this.about(uri, async ({ engine, file }) => {
      const entries = await this.files.of(engine).list(file);
      return entries.map((entry) => [entry.name, fileType(entry)]);
    });
  }

  readFile(uri: vscode.Uri): Promise<Uint8Array> {
    return this.about(uri, ({ engine, file }) => this.files.of(engine).read(file));
  }

  writeFile(uri: vscode.Uri, content: Uint8Array, options: WriteOptions): Promise<void> {
    return this.about(uri, (target) => this.changes.write(target, content, options));
  }

  createDirectory(uri: vscode.Uri): Promise<void> {
    return this.about(uri, (target) => this.changes.makeFolder(target));
  }

  /** Never into a waste basket: neither a container nor a volume has one. */
  delete(uri: vscode.Uri): Promise<void> {
    return this.about(uri, (target) => this.changes.remove(target));
  }

  async rename(
    uri: vscode.Uri,
    newUri: vscode.Uri,
    { overwrite }: { readonly overwrite: boolean },
  ): Promise<void> {
    if (uri.authority === newUri.authority && uri.scheme === newUri.scheme) {
      await this.about(uri, (target) => this.changes.rename(target, newUri.path, overwrite));
    } else {
      await this.copy(uri, newUri, { overwrite });
      await this.delete(uri);
    }
  }

  copy(
    uri: vscode.Uri,
    newUri: vscode.Uri,
    { overwrite }: { readonly overwrite: boolean },
  ): Promise<void> {
    return this.about(uri, (from) =>
      this.about(newUri, (to) => this.changes.copy(from, to, overwrite)),
    );
  }

  dispose(): void {
    this.listener.dispose();
    this.changed.dispose();
  }

  private async about<T>(uri: vscode.Uri, work: (file: FileOfEngine) => Promise<T>): Promise<T> {
    const file = fileOfUri(this.engines, uri);
    if (!file) {
      throw vscode.FileSystemError.Unavailable(
        vscode.l10n.t('The engine of "{0}" is not shown any more.', uri.toString(true)),
      );
    }
    try {
      return await work(file);
    } catch (error) {
      throw fileSystemError(error);
    }
  }
}

/** A folder is told of what came or went in it. */
function eventsOf({ kind, engine, file }: FileChange): vscode.FileChangeEvent[] {
  const types = {
    created: vscode.FileChangeType.Created,
    changed: vscode.FileChangeType.Changed,
    deleted: vscode.FileChangeType.Deleted,
  };
  const folder = { ...file, path: posix.dirname(file.path) };
  return [
    { type: types[kind], uri: fileUri({ engine, file }) },
    { type: vscode.FileChangeType.Changed, uri: fileUri({ engine, file: folder }) },
  ];
}

function fileType(entry: FileEntry): vscode.FileType {
  const types: Partial<Record<FileEntry['type'], vscode.FileType>> = {
    file: vscode.FileType.File,
    folder: vscode.FileType.Directory,
  };
  let type = types[followedType(entry)] ?? vscode.FileType.Unknown;
  if (entry.type === 'link') {
    type |= vscode.FileType.SymbolicLink;
  }
  return type;
}

/** Editors decide by the code what they offer; a bug stays one. */
function fileSystemError(error: unknown): unknown {
  if (!(error instanceof UserError)) {
    return error;
  }
  switch (error instanceof EngineError ? error.kind : undefined) {
    case 'pathMissing':
    case 'notFound':
      return vscode.FileSystemError.FileNotFound(error.message);
    case 'pathExists':
      return vscode.FileSystemError.FileExists(error.message);
    case 'notAFolder':
      return vscode.FileSystemError.FileNotADirectory(error.message);
    case 'isAFolder':
      return vscode.FileSystemError.FileIsADirectory(error.message);
    case 'accessDenied':
    case 'readOnly':
      return vscode.FileSystemError.NoPermissions(error.message);
    default:
      return vscode.FileSystemError.Unavailable(error.message);
  }
}
