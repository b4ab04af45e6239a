import { posix } from 'node:path';
import type { Disposable } from '../../base/disposable';
import { UserError } from '../../base/errors';
import { Emitter, type Event } from '../../base/event';
import type { WriteOptions } from '../../engine/files/fileWays';
import * as vscode from 'vscode';
import type { DockerCommandLog } from '../outputLog';
import { downloadWords, fileCommandWords, isSamePlace, uploadWords, writeWords } from './filePlace';
import type { FileOfEngine, FilesOfEngines } from './fileUris';
import { withShell } from './withShell';

/** Something at a path came, changed or went. */
export interface FileChange extends FileOfEngine {
  readonly kind: 'created' | 'changed' | 'deleted';
}

/** Changes files of containers and volumes: each change is in the log as a `docker` command, and is told to all who show it. */
export class FileChanges implements Disposable {
  private readonly changed = new Emitter<FileChange>();

  readonly onDidChange: Event<FileChange> = this.changed.event;

  constructor(
    private readonly files: FilesOfEngines,
    private readonly dockerCommands: DockerCommandLog,
  ) {}

  async write(target: FileOfEngine, content: Uint8Array, options: WriteOptions): Promise<void> {
    const { engine, file } = target;
    this.dockerCommands.add(engine.docker(...writeWords(file)));
    await this.files.of(engine).write(file, content, options);
    this.tell('changed', target);
  }

  async makeFolder(target: FileOfEngine): Promise<void> {
    this.log(target, ['mkdir', '--'], target.file.path);
    await this.files.of(target.engine).makeFolder(target.file);
    this.tell('created', target);
  }

  async rename(target: FileOfEngine, to: string, overwrite: boolean): Promise<void> {
    const { engine, file } = target;
    this.log(target, ['mv', '--'], file.path, to);
    await withShell(target, this.dockerCommands, () =>
      this.files.of(engine).rename(file, to, overwrite),
    );
    this.tell('deleted', target);
    this.tell('created', { engine, file: { ...file, path: to } });
  }

  async remove(target: FileOfEngine): Promise<void> {
    this.log(target, ['rm', '-rf', '--'], target.file.path);
    await withShell(target, this.dockerCommands, () =>
      this.files.of(target.engine).remove(target.file),
    );
    this.tell('deleted', target);
  }

  /** Within an engine, also from one container or volume into another. */
  async copy(from: FileOfEngine, to: FileOfEngine, overwrite: boolean): Promise<void> {
    if (from.engine !== to.engine) {
      throw new UserError(
        vscode.l10n.t(
          'Files are not copied from one engine to another. Download "{0}" first.',
          from.file.path,
        ),
      );
    }
    if (isSamePlace(from.file, to.file)) {
      this.log(from, ['cp', '-a', '--'], from.file.path, to.file.path);
    } else {
      const hostPath = `./${posix.basename(to.file.path)}`;
      const folder = { ...to.file, path: posix.dirname(to.file.path) };
      this.dockerCommands.add(from.engine.docker(...downloadWords(from.file, hostPath)));
      this.dockerCommands.add(to.engine.docker(...uploadWords(folder, hostPath)));
    }
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

  private log(
    { engine, file }: FileOfEngine,
    program: readonly string[],
    ...paths: readonly string[]
  ): void {
    this.dockerCommands.add(engine.docker(...fileCommandWords(file, program, ...paths)));
  }
}
