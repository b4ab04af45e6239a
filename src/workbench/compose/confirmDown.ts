import * as vscode from 'vscode';
import { CancelledError } from '../../base/errors';
import { composeProjectLabel } from '../../domain/compose/composeProject';
import type { RunningProject } from './composeTarget';

/** Says what goes, and asks; resolves with whether the volumes go too. */
export async function confirmDown({
  shown: { engine },
  project: { name },
  containers,
}: RunningProject): Promise<boolean> {
  const [networks, volumes] = await Promise.all([engine.listNetworks(), engine.listVolumes()]);
  const namesOf = (
    things: readonly { readonly name: string; readonly labels: Readonly<Record<string, string>> }[],
  ): string =>
    things
      .filter(({ labels }) => labels[composeProjectLabel] === name)
      .map((thing) => thing.name)
      .sort()
      .join(', ');
  const lost = { containers: namesOf(containers), networks: namesOf(networks) };
  const kept = namesOf(volumes);
  const detail = [
    vscode.l10n.t(
      'Containers: {0}. Files in them that are not in a mount are lost.',
      lost.containers,
    ),
    lost.networks === '' ? '' : vscode.l10n.t('Networks: {0}.', lost.networks),
    kept === '' ? '' : vscode.l10n.t('Volumes: {0}. They stay unless you remove them too.', kept),
  ];
  const remove = vscode.l10n.t('Remove');
  const withVolumes = vscode.l10n.t('Remove with Volumes');
  const answer = await vscode.window.showWarningMessage(
    vscode.l10n.t('Stop and remove the Compose project "{0}"?', name),
    { modal: true, detail: detail.filter((line) => line !== '').join('\n') },
    remove,
    ...(kept === '' ? [] : [withVolumes]),
  );
  if (answer === undefined) {
    throw new CancelledError();
  }
  return answer === withVolumes;
}
