import * as vscode from 'vscode';
import { UserError } from '../../base/errors';
import type { FolderProject } from '../build/folderProject';
import { commandIds } from '../commandIds';
import { settings } from '../settings';

/** Says that gdb is missing before anything is started that could only fail for the want of it. */
export async function requireDebugger(project: FolderProject, ownGdb?: string): Promise<void> {
  const { missing } = await project.look();
  const isMissing = missing.some(({ name }) => name === 'gdb');
  if (!isMissing || (ownGdb ?? settings.debugGdbPath(project.folder.uri)) !== '') {
    return;
  }
  throw new UserError(
    vscode.l10n.t(
      'The container "{0}" has no gdb, which is needed to debug. Install it there, or use an image that has it.',
      project.container?.name ?? '',
    ),
    [
      {
        title: vscode.l10n.t('Install in Container'),
        command: commandIds.toolchainInstall,
        args: [project.beside ?? project.folder],
      },
    ],
  );
}
