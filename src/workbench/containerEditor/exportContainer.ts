import { homedir } from 'node:os';
import * as vscode from 'vscode';
import { CancelledError } from '../../base/errors';
import type { ContainerSpec } from '../../domain/containerSpec';
import { writeDevcontainer } from '../../domain/devcontainer/writeDevcontainer';
import { formatDockerRun } from '../../domain/formatDockerRun';
import { toComposeService } from '../../domain/toComposeService';
import type { DevcontainerFiles } from '../devContainer/devcontainerFiles';
import { writeDevcontainerFile } from '../devContainer/writeDevcontainerFile';

/** Where an export goes, other than the clipboard. */
interface ExportPlace {
  readonly folder: vscode.WorkspaceFolder;
  readonly files: DevcontainerFiles;
}

interface Export {
  readonly text: string;
  /** What the form cannot say, as flags of `docker run`. */
  readonly unsupported: readonly string[];
}

/**
 * Lets the user choose a form, and puts the container in it on the clipboard; a `devcontainer.json` is
 * written into the folder, where one is open.
 */
export async function exportContainer(spec: ContainerSpec, place?: ExportPlace): Promise<void> {
  const picked = await vscode.window.showQuickPick<ExportItem>(
    [
      {
        label: vscode.l10n.t('docker run Line'),
        iconPath: new vscode.ThemeIcon('terminal'),
        write: (): Export => ({ text: formatDockerRun(spec), unsupported: [] }),
      },
      {
        label: vscode.l10n.t('Compose Service'),
        detail: vscode.l10n.t('A compose.yaml with this container as its one service'),
        iconPath: new vscode.ThemeIcon('layers'),
        write: (): Export => toComposeService(spec),
      },
      {
        label: 'devcontainer.json',
        detail: place
          ? vscode.l10n.t('Written into the folder "{0}"', place.folder.name)
          : vscode.l10n.t('For Drydock and other tools that know it'),
        iconPath: new vscode.ThemeIcon('json'),
        ...(place ? {} : { write: (): Export => devcontainerText(spec) }),
      },
    ],
    { title: vscode.l10n.t('Export'), placeHolder: vscode.l10n.t('Copied to the clipboard') },
  );
  if (!picked) {
    throw new CancelledError();
  }
  if (!picked.write) {
    return place && writeDevcontainerFile(spec, place.folder, place.files);
  }
  const { text, unsupported } = picked.write();
  await vscode.env.clipboard.writeText(text);
  if (unsupported.length > 0) {
    // Not awaited: the text is on the clipboard, whatever the user answers.
    void vscode.window.showWarningMessage(
      vscode.l10n.t(
        'It is on the clipboard, but this form cannot say: {0}. Look after it by hand.',
        unsupported.join(' '),
      ),
    );
  } else {
    vscode.window.setStatusBarMessage(vscode.l10n.t('It is on the clipboard.'), 5000);
  }
}

type ExportItem = vscode.QuickPickItem & { readonly write?: () => Export };

function devcontainerText(spec: ContainerSpec): Export {
  return writeDevcontainer({
    spec,
    hostFolder: homedir(),
    name: spec.name ?? spec.image,
    containerName: '',
    fromContainer: false,
    keepSource: false,
  });
}
