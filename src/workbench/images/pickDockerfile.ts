import { basename, dirname } from 'node:path';
import * as vscode from 'vscode';
import { CancelledError, UserError } from '../../base/errors';

/** Asks for one of the workspace's Dockerfiles, where there are several. */
export async function pickDockerfile(): Promise<vscode.Uri> {
  const files = await vscode.workspace.findFiles(
    '**/{Dockerfile,Dockerfile.*,*.Dockerfile,*.dockerfile,Containerfile}',
    '**/{node_modules,.git,build}/**',
    100,
  );
  const wanted = files.filter(({ path }) => !path.endsWith('.dockerignore'));
  const [only, ...others] = wanted;
  if (!only) {
    throw new UserError(vscode.l10n.t('There is no Dockerfile in this workspace.'));
  }
  if (others.length === 0) {
    return only;
  }
  const items = wanted
    .map((uri) => ({ label: vscode.workspace.asRelativePath(uri), uri }))
    .sort((a, b) => a.label.length - b.label.length || a.label.localeCompare(b.label));
  const picked = await vscode.window.showQuickPick(items, {
    placeHolder: vscode.l10n.t('Which Dockerfile should an image be built from?'),
  });
  if (!picked) {
    throw new CancelledError();
  }
  return picked.uri;
}

/** The folder of the Dockerfile; or the workspace folder, which is asked where they differ. */
export async function pickContext(dockerfile: vscode.Uri): Promise<string> {
  const own = dirname(dockerfile.fsPath);
  const root = vscode.workspace.getWorkspaceFolder(dockerfile)?.uri.fsPath;
  if (root === undefined || root === own) {
    return own;
  }
  const items = [
    { label: vscode.workspace.asRelativePath(own), description: own, hostPath: own },
    { label: basename(root), description: root, hostPath: root },
  ];
  const picked = await vscode.window.showQuickPick(items, {
    placeHolder: vscode.l10n.t('Which folder are the paths in the Dockerfile relative to?'),
  });
  if (!picked) {
    throw new CancelledError();
  }
  return picked.hostPath;
}
