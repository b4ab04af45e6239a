import * as vscode from 'vscode';
import { CancelledError } from '../../base/errors';
import type { ChosenCompilers } from '../../domain/compilers';
import { findCompilers } from '../../project/findCompilers';
import type { FolderProject } from './folderProject';

/**
 * Asks with which of the container's compilers the folder is built. Resolves with whether its build
 * folder, which was configured with others, is to be configured afresh.
 */
export async function pickCompilers(project: FolderProject): Promise<boolean> {
  const present = project.choices.compilers;
  const found = await project.opened((opened, settings) =>
    findCompilers(opened.engine, opened.container, settings.environment ?? []),
  );
  const items: CompilerItem[] = found.map(({ label, ...compilers }) => ({
    label,
    description: isSame(compilers, present) ? vscode.l10n.t('current') : '',
    detail: [compilers.cContainerPath, compilers.cxxContainerPath].filter(Boolean).join(' · '),
    compilers,
  }));
  const picked = await vscode.window.showQuickPick(
    [
      ...items,
      {
        label: vscode.l10n.t('What CMake finds'),
        description: present === undefined ? vscode.l10n.t('current') : '',
        detail: vscode.l10n.t('Or what CC, CXX and a toolchain file say'),
        compilers: undefined,
      },
    ],
    {
      title: vscode.l10n.t('Compiler of "{0}"', project.folder.name),
      placeHolder: vscode.l10n.t(
        'For the dev container alone; others beside it are built with what CMake finds in them',
      ),
      matchOnDetail: true,
    },
  );
  if (!picked) {
    throw new CancelledError();
  }
  if (isSame(picked.compilers, present)) {
    return false;
  }
  await project.choices.setCompilers(picked.compilers);
  return project.targets !== undefined && (await askForFresh());
}

interface CompilerItem extends vscode.QuickPickItem {
  readonly compilers: ChosenCompilers | undefined;
}

async function askForFresh(): Promise<boolean> {
  const configure = vscode.l10n.t('Configure Afresh');
  const answer = await vscode.window.showWarningMessage(
    vscode.l10n.t("Forget CMake's cache and configure again?"),
    {
      modal: true,
      detail: vscode.l10n.t(
        'The build folder was configured with another compiler, which CMake cannot change. Variables that were set in the cache alone are lost.',
      ),
    },
    configure,
  );
  return answer === configure;
}

function isSame(one: ChosenCompilers | undefined, other: ChosenCompilers | undefined): boolean {
  return (
    one?.cContainerPath === other?.cContainerPath &&
    one?.cxxContainerPath === other?.cxxContainerPath
  );
}
