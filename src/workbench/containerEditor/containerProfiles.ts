import * as vscode from 'vscode';
import { CancelledError, UserError } from '../../base/errors';
import {
  readProfiles,
  withoutProfile,
  withProfile,
  type ContainerProfile,
} from '../../domain/containerProfile';
import { settings } from '../settings';

/** Lets the user choose a profile, or delete some on the way. */
export async function pickProfile(): Promise<ContainerProfile> {
  if (allProfiles().length === 0) {
    throw new UserError(
      vscode.l10n.t(
        'There are no profiles of containers yet. "Save as Profile…" makes one of what the editor shows.',
      ),
    );
  }
  const pick = vscode.window.createQuickPick<ProfileItem>();
  try {
    pick.title = vscode.l10n.t('Load Profile');
    pick.placeholder = vscode.l10n.t('The container becomes as the profile says');
    pick.matchOnDetail = true;
    pick.items = profileItems();
    const chosen = await new Promise<ContainerProfile | undefined>((resolve) => {
      pick.onDidAccept(() => resolve(pick.selectedItems[0]?.profile));
      pick.onDidHide(() => resolve(undefined));
      pick.onDidTriggerItemButton(({ item }) => {
        void deleteProfile(item.profile.name).then(() => (pick.items = profileItems()));
      });
      pick.show();
    });
    if (!chosen) {
      throw new CancelledError();
    }
    return chosen;
  } finally {
    pick.dispose();
  }
}

/** Asks for a name and for whom, and keeps the line under it. */
export async function saveProfile(dockerRun: string, suggestion: string): Promise<void> {
  const name = await vscode.window.showInputBox({
    title: vscode.l10n.t('Save as Profile'),
    prompt: vscode.l10n.t('The name of the profile; one of the same name is replaced'),
    value: suggestion,
    validateInput: (text) =>
      text.trim() === '' ? vscode.l10n.t('A profile needs a name.') : undefined,
  });
  if (name === undefined) {
    throw new CancelledError();
  }
  const target = await pickTarget();
  await write(withProfile(entriesIn(target), { name: name.trim(), dockerRun }), target);
  vscode.window.setStatusBarMessage(
    vscode.l10n.t('The profile "{0}" is saved.', name.trim()),
    5000,
  );
}

type ProfileItem = vscode.QuickPickItem & { readonly profile: ContainerProfile };

function profileItems(): ProfileItem[] {
  return allProfiles().map((profile) => ({
    label: profile.name,
    detail: profile.dockerRun.replace(/\s*\\\n\s*/g, ' '),
    iconPath: new vscode.ThemeIcon('bookmark'),
    buttons: [
      { iconPath: new vscode.ThemeIcon('trash'), tooltip: vscode.l10n.t('Delete this profile') },
    ],
    profile,
  }));
}

/** Those of the workspace first: they hide the user's of the same name. */
function allProfiles(): ContainerProfile[] {
  const all = targets().flatMap((target) => readProfiles(entriesIn(target)));
  return all.filter(({ name }, index) => all.findIndex((other) => other.name === name) === index);
}

async function deleteProfile(name: string): Promise<void> {
  for (const target of targets()) {
    const entries = entriesIn(target);
    const kept = withoutProfile(entries, name);
    if (kept.length < entries.length) {
      await write(kept, target);
      return;
    }
  }
}

function targets(): vscode.ConfigurationTarget[] {
  return vscode.workspace.workspaceFolders === undefined
    ? [vscode.ConfigurationTarget.Global]
    : [vscode.ConfigurationTarget.Workspace, vscode.ConfigurationTarget.Global];
}

async function pickTarget(): Promise<vscode.ConfigurationTarget> {
  if (targets().length === 1) {
    return vscode.ConfigurationTarget.Global;
  }
  const picked = await vscode.window.showQuickPick(
    [
      {
        label: vscode.l10n.t('For This Workspace'),
        detail: vscode.l10n.t('In its settings, which are shared with the project'),
        iconPath: new vscode.ThemeIcon('folder'),
        target: vscode.ConfigurationTarget.Workspace,
      },
      {
        label: vscode.l10n.t('For Me'),
        detail: vscode.l10n.t('In your own settings, in every workspace'),
        iconPath: new vscode.ThemeIcon('account'),
        target: vscode.ConfigurationTarget.Global,
      },
    ],
    { title: vscode.l10n.t('Save as Profile'), placeHolder: vscode.l10n.t('For whom?') },
  );
  if (!picked) {
    throw new CancelledError();
  }
  return picked.target;
}

function entriesIn(target: vscode.ConfigurationTarget): readonly unknown[] {
  const value = settings.containersProfiles(target);
  return Array.isArray(value) ? value : [];
}

async function write(
  entries: readonly unknown[],
  target: vscode.ConfigurationTarget,
): Promise<void> {
  await vscode.workspace
    .getConfiguration('drydock')
    .update('containers.profiles', entries.length > 0 ? entries : undefined, target);
}
