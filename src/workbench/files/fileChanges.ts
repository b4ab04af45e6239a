import { posix } from 'node:path';
import type { Disposable } from '../../base/disposable';
import { UserError } from '../../base/errors';
import { Emitter, type Event } from '../../base/event';
import type { WriteOptions } from '../../engine/files/fileWays';
import * as vscode from 'vscode';
import type { DockerCommandLog } from '../outputLog';
import type { FileOfEngine, FilesOfEngines } from './containerUris';

/** Something at a path came, changed or went. */
export interface FileChange extends FileOfEngine {
  readonly kind: 'created' | 'changed' | 'deleted';
}

/** Changes files of containers: each change is in the log as a `docker` command, and is told to all who show it. */
export class FileChanges implements Disposable {
  private readonly changed = new Emitter<FileChange>();

  readonly onDidChange: Event<FileChange> = this.changed.event;

  constructor(
    private readonly files: FilesOfEngines,
    private readonly dockerCommands: DockerCommandLog,
  ) {}

  async write(target: FileOfEngine, content: Uint8Array, options: WriteOptions): Promise<void> {
    const { engine, file } = target;
    const folder = `${file.container}:${posix.dirname(file.path)}`;
    this.dockerCommands.add(engine.docker('cp', posix.basename(file.path), folder));
    await this.files.of(engine).write(file, content, options);
    this.tell('changed', target);
  }

  async makeFolder(target: FileOfEngine): Promise<void> {
    this.logExec(target, 'mkdir', '--', target.file.path);
    await this.files.of(target.engine).makeFolder(target.file);
    this.tell('created', target);
  }

  async rename(target: FileOfEngine, to: string, overwrite: boolean): Promise<void> {
    const { engine, file } = target;
    this.logExec(target, 'mv', '--', file.path, to);
    await this.files.of(engine).rename(file, to, overwrite);
    this.tell('deleted', target);
    this.tell('created', { engine, file: { ...file, path: to } });
  }

  async remove(target: FileOfEngine): Promise<void> {
    this.logExec(target, 'rm', '-rf', '--', target.file.path);
    await this.files.of(target.engine).remove(target.file);
    this.tell('deleted', target);
  }

  /** Within an engine, also from one container into another. */
  async copy(from: FileOfEngine, to: FileOfEngine, overwrite: boolean): Promise<void> {
    if (from.engine !== to.engine) {
      throw new UserError(
        vscode.l10n.t(
          'Files are not copied from one engine to another. Download "{0}" first.',
          from.file.path,
        ),
      );
    }
    this.logExec(from, 'cp', '-a', '--', from.file.path, to.file.path);
    await this.files.of(from.engine).copy(from.file, to.file, overwrite);
    this.tell('created', to);
  }

  /** Tells of what was changed in another way. */
  tell(kind: FileChange['kind'], { engine, file }: FileOfEngine): void {
    this.changed.fire({ kind, engine, file });
  }

  dispose(): void {
    this.changed.dispose();
  }

  private logExec({ engine, file }: FileOfEngine, ...words: readonly string[]): void {
    this.dockerCommands.add(engine.docker('exec', '--user', '0', file.container, ...words));
  }
}
