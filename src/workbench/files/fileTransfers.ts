import { basename, posix } from 'node:path';
import * as vscode from 'vscode';
import { CancelledError, UserError } from '../../base/errors';
import { byteSize } from '../../domain/byteSize';
import { packedSize, packHostFiles } from '../../engine/files/packHostFiles';
import { unpackToHost } from '../../engine/files/unpackToHost';
import type { Engines } from '../engine/engines';
import type { DockerCommandLog } from '../outputLog';
import { fractionReporter, withCancellableProgress } from '../progress';
import { downloadWords, placeName, placeText, uploadWords } from './filePlace';
import { fileOfUri, fileSchemes, type FileOfEngine, type FilesOfEngines } from './fileUris';
import type { FileChanges } from './fileChanges';

/** Moves files between this machine and containers or volumes, with progress that can be cancelled. */
export class FileTransfers {
  constructor(
    private readonly engines: Engines,
    private readonly files: FilesOfEngines,
    private readonly changes: FileChanges,
    private readonly dockerCommands: DockerCommandLog,
  ) {}

  /** What a file is called on this machine; the root folder bears the name of its container or volume. */
  hostName({ file }: FileOfEngine): string {
    return file.path === '/' ? placeName(file) : posix.basename(file.path);
  }

  /** Writes a file, or a folder with all in it, to a place of this machine. */
  async download({ engine, file }: FileOfEngine, hostPath: string): Promise<void> {
    const files = this.files.of(engine);
    const entry = await files.stat(file);
    const path = entry.targetType === undefined ? file.path : (entry.linkTarget ?? file.path);
    const isFile = (entry.targetType ?? entry.type) === 'file';
    this.dockerCommands.add(engine.docker(...downloadWords({ ...file, path }, hostPath)));
    const title = vscode.l10n.t('Downloading "{0}" of {1}', file.path, placeText(file));
    const skipped = await withCancellableProgress(title, async (progress, signal) => {
      const report = fractionReporter(progress);
      const archive = await files.archive({ ...file, path }, signal);
      return unpackToHost(
        archive,
        hostPath,
        // How much a folder holds is known when all of it has come.
        (bytes) => report(isFile ? bytes / Math.max(entry.size, 1) : 0, byteSize(bytes)),
        signal,
      );
    });
    if (skipped.length > 0) {
      throw new UserError(
        vscode.l10n.t(
          '"{0}" is downloaded without {1}, which cannot be on this machine.',
          file.path,
          skipped.map((name) => `"${name}"`).join(', '),
        ),
      );
    }
  }

  /** Puts files and folders into a folder; what is there already is asked about. */
  async upload(folder: FileOfEngine, uris: readonly vscode.Uri[]): Promise<void> {
    for (const uri of uris.filter(({ scheme }) => fileSchemes.includes(scheme))) {
      await this.copy(folder, uri);
    }
    const others = uris.filter(({ scheme }) => !fileSchemes.includes(scheme));
    const strange = others.find(({ scheme }) => scheme !== 'file');
    if (strange) {
      throw new UserError(
        vscode.l10n.t(
          '"{0}" is not on this machine, so it is not uploaded.',
          strange.toString(true),
        ),
      );
    }
    if (others.length > 0) {
      await this.send(
        folder,
        others.map(({ fsPath }) => fsPath),
      );
    }
  }

  private async send(folder: FileOfEngine, hostPaths: readonly string[]): Promise<void> {
    const { engine, file } = folder;
    const files = this.files.of(engine);
    const targets = hostPaths.map((hostPath) => inFolder(folder, basename(hostPath)));
    await this.mayReplace(targets);
    for (const hostPath of hostPaths) {
      this.dockerCommands.add(engine.docker(...uploadWords(file, hostPath)));
    }
    const title = vscode.l10n.t('Uploading to "{0}" of {1}', file.path, placeText(file));
    try {
      await withCancellableProgress(title, async (progress, signal) => {
        const report = fractionReporter(progress);
        const size = await packedSize(hostPaths);
        const archive = packHostFiles(hostPaths, await files.owner(file, signal), (bytes) =>
          report(bytes / size, vscode.l10n.t('{0} of {1}', byteSize(bytes), byteSize(size))),
        );
        await files.unpack(file, archive, signal);
      });
    } finally {
      // Also what was there before it was cancelled.
      targets.forEach((target) => this.changes.tell('created', target));
    }
  }

  private async copy(folder: FileOfEngine, uri: vscode.Uri): Promise<void> {
    const from = fileOfUri(this.engines, uri);
    if (from) {
      await this.changes.copy(from, inFolder(folder, posix.basename(from.file.path)), false);
    }
  }

  private async mayReplace(targets: readonly FileOfEngine[]): Promise<void> {
    const there: string[] = [];
    for (const { engine, file } of targets) {
      if (await this.files.of(engine).statIfThere(file)) {
        there.push(file.path);
      }
    }
    const [first, ...others] = there;
    if (first === undefined) {
      return;
    }
    const question =
      others.length === 0
        ? vscode.l10n.t('"{0}" is there already. Replace it?', first)
        : vscode.l10n.t('{0} files and folders are there already. Replace them?', there.length);
    const detail = [
      ...(others.length === 0 ? [] : there),
      vscode.l10n.t('A file is overwritten; a folder keeps what the new one does not have.'),
    ].join('\n');
    const replace = vscode.l10n.t('Replace');
    const answer = await vscode.window.showWarningMessage(
      question,
      { modal: true, detail },
      replace,
    );
    if (answer !== replace) {
      throw new CancelledError();
    }
  }
}

function inFolder({ engine, file }: FileOfEngine, name: string): FileOfEngine {
  return { engine, file: { ...file, path: posix.join(file.path, name) } };
}
