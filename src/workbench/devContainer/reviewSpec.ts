import * as vscode from 'vscode';
import { CancelledError } from '../../base/errors';
import {
  compilerCacheVolume,
  hasCompilerCache,
  withCompilerCache,
} from '../../domain/compilerCache';
import type { ContainerSpec } from '../../domain/containerSpec';
import { adoptForFolder } from '../../domain/devContainerSpec';
import type { Remark } from '../../domain/lintDevContainer';
import { quoteArgv } from '../../domain/shellQuote';
import { toDockerRun } from '../../domain/toDockerRun';
import { hostPlatform } from '../hostPlatform';
import { editDockerRun } from './dockerRunText';

type ReviewItem = vscode.QuickPickItem & { readonly does?: 'create' | 'edit' | 'copy' | 'cache' };

/**
 * Shows the `docker run` line that is about to be run, a flag on each row, and lets it be edited
 * until it is accepted.
 */
export async function reviewSpec(
  first: ContainerSpec,
  folder: vscode.WorkspaceFolder,
  notes: readonly string[] = [],
): Promise<ContainerSpec> {
  const adopt = (spec: ContainerSpec): ReturnType<typeof adoptForFolder> =>
    adoptForFolder(spec, folder.uri.fsPath, hostPlatform());
  let { spec, remarks } = adopt(first);
  let told = notes;
  for (;;) {
    const picked = await vscode.window.showQuickPick(items(spec, remarks, told), {
      title: vscode.l10n.t('Create Dev Container for "{0}"', folder.name),
      placeHolder: vscode.l10n.t('Create it with this command, or pick a flag to edit it'),
      ignoreFocusOut: true,
    });
    switch (picked?.does) {
      case 'create':
        return spec;
      case 'copy':
        await vscode.env.clipboard.writeText(quoteArgv(toDockerRun(spec)));
        break;
      case 'cache':
        ({ spec, remarks } = adopt(withCompilerCache(spec)));
        break;
      case 'edit':
        ({ spec, remarks } = adopt(await editDockerRun(spec, folder)));
        told = [];
        break;
      case undefined:
        throw new CancelledError();
    }
  }
}

function items(
  spec: ContainerSpec,
  remarks: readonly Remark[],
  notes: readonly string[],
): ReviewItem[] {
  const told = [
    ...notes.map((message) => ({ icon: 'info', message })),
    ...remarks.map(({ severity, message }) => ({
      icon: severity === 'warning' ? 'warning' : 'info',
      message,
    })),
  ];
  const separator = (label: string): ReviewItem => ({
    label,
    kind: vscode.QuickPickItemKind.Separator,
  });
  return [
    {
      label: vscode.l10n.t('Create {0}', spec.name === undefined ? '' : `"${spec.name}"`).trim(),
      description: vscode.l10n.t('from {0}', spec.image),
      iconPath: new vscode.ThemeIcon('check'),
      does: 'create',
    },
    {
      label: vscode.l10n.t('Edit the Command…'),
      iconPath: new vscode.ThemeIcon('edit'),
      does: 'edit',
    },
    {
      label: vscode.l10n.t('Copy the Command'),
      iconPath: new vscode.ThemeIcon('copy'),
      does: 'copy',
    },
    ...(hasCompilerCache(spec)
      ? []
      : [
          {
            label: vscode.l10n.t('Add a Compiler Cache'),
            description: vscode.l10n.t(
              'ccache in the volume "{0}", which stays',
              compilerCacheVolume,
            ),
            iconPath: new vscode.ThemeIcon('database'),
            does: 'cache' as const,
          },
        ]),
    separator(vscode.l10n.t('the command')),
    ...commandRows(spec).map((label): ReviewItem => ({
      label,
      does: 'edit',
      alwaysShow: true,
    })),
    ...(told.length === 0 ? [] : [separator(vscode.l10n.t('remarks'))]),
    ...told.map(({ icon, message }): ReviewItem => ({
      ...twoLines(message),
      iconPath: new vscode.ThemeIcon(icon),
      does: 'edit',
    })),
  ];
}

/** The line in rows as people break it: the program, each flag with its value, image and command. */
function commandRows(spec: ContainerSpec): string[] {
  const argv = toDockerRun(spec);
  const imageAt = argv.length - 1 - (spec.command?.length ?? 0);
  const rows: string[][] = [];
  for (const word of argv.slice(0, imageAt)) {
    const last = rows.at(-1);
    const startsRow = word.startsWith('-') || last === undefined;
    if (startsRow) {
      rows.push([word]);
    } else {
      last.push(word);
    }
  }
  return [...rows, argv.slice(imageAt)].map(quoteArgv);
}

/** A row is cut off at its end, so what follows the first clause of a long remark goes below it. */
function twoLines(message: string): { readonly label: string; readonly detail?: string } {
  const cut = message.length > 80 ? /[;,] /.exec(message) : null;
  return cut
    ? { label: message.slice(0, cut.index), detail: message.slice(cut.index + 2) }
    : { label: message };
}
