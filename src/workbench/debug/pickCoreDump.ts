import { posix } from 'node:path';
import * as vscode from 'vscode';
import { CancelledError, UserError } from '../../base/errors';
import { ageText } from '../../domain/age';
import { byteSize } from '../../domain/byteSize';
import { coreSignalName } from '../../domain/coreFile';
import type { ContainerEngine } from '../../engine/containerEngine';
import { listCoreFiles, type CoreFile } from '../../engine/coreFiles';

/** Asks which core dump of a container is meant; looks in the given folders and in the usual ones. */
export async function pickCoreDump(
  engine: ContainerEngine,
  containerName: string,
  folders: readonly string[],
): Promise<CoreFile> {
  const { workdir } = await engine.inspectContainer(containerName);
  const all = [...new Set([...folders, workdir === '' ? '/' : workdir])];
  const files = await listCoreFiles(engine, containerName, all);
  if (files.length === 0) {
    throw new UserError(
      vscode.l10n.t(
        'There is no core dump in the container "{0}": neither in {1}, nor where systems put them. A program leaves one when "ulimit -c" is "unlimited" and /proc/sys/kernel/core_pattern of the host names a file.',
        containerName,
        all.join(', '),
      ),
    );
  }
  const picked = await vscode.window.showQuickPick(
    files.map((file) => ({
      label: programOf(file),
      description: whatHappened(file),
      detail: file.containerPath,
      file,
    })),
    {
      title: vscode.l10n.t('Core Dumps in "{0}"', containerName),
      placeHolder: vscode.l10n.t('Which one should be opened?'),
      matchOnDescription: true,
      matchOnDetail: true,
    },
  );
  if (!picked) {
    throw new CancelledError();
  }
  return picked.file;
}

function programOf({ head, containerPath }: CoreFile): string {
  const program = head.kind === 'core' ? (head.program ?? head.command) : '';
  return posix.basename(program === '' ? containerPath : program);
}

function whatHappened({ head, size, modified }: CoreFile): string {
  return [
    ...(head.kind === 'core' && head.signal > 0 ? [coreSignalName(head.signal)] : []),
    ...(head.kind === 'compressed' ? [vscode.l10n.t('compressed')] : []),
    ...(modified > 0 ? [ageText(modified, Date.now())] : []),
    byteSize(size),
  ].join(' · ');
}
