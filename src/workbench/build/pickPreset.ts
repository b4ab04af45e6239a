import * as vscode from 'vscode';
import { CancelledError, UserError } from '../../base/errors';
import { offeredPresets, presetsFor, type CMakePreset } from '../../domain/presets/cmakePresets';
import { isAtLeast } from '../../domain/toolchain';
import type { FolderProject } from './folderProject';

/** Asks once by which preset a folder with presets is built; the answer is remembered. */
export async function requirePresetChoice(project: FolderProject): Promise<void> {
  if (project.isPresetOpen) {
    await pickConfigurePreset(project);
  }
}

/** Asks by which preset the folder is configured from now on. */
export async function pickConfigurePreset(project: FolderProject): Promise<void> {
  const { presets } = project;
  const offered = presets ? offeredPresets(presets, 'configure') : [];
  if (!presets || offered.length === 0) {
    throw new UserError(
      vscode.l10n.t(
        'The folder "{0}" has no presets to configure by. Write a CMakePresets.json, or select a build type.',
        project.folder.name,
      ),
    );
  }
  const cmake = project.toolchain?.tools.cmake?.version;
  const isReadable = isAtLeast(cmake, presets.minimumCMake);
  const current = project.configurePreset?.name ?? '';
  const without = {
    label: vscode.l10n.t('Without a preset'),
    description: current === '' && !project.isPresetOpen ? vscode.l10n.t('current') : '',
    detail: vscode.l10n.t("By the build type and Drydock's settings"),
    name: '',
  };
  const picked = await vscode.window.showQuickPick(
    [...offered.map((preset) => itemOf(preset, current)), without],
    {
      title: vscode.l10n.t('Configure Preset of "{0}"', project.folder.name),
      placeHolder: isReadable
        ? vscode.l10n.t('It is remembered; change it in the view Workspace')
        : vscode.l10n.t(
            'These presets need CMake {0}; the container has {1}',
            presets.minimumCMake,
            cmake ?? vscode.l10n.t('none'),
          ),
      matchOnDescription: true,
      matchOnDetail: true,
    },
  );
  if (!picked) {
    throw new CancelledError();
  }
  await project.setPreset('configure', picked.name);
}

/** Asks which of the build or test presets that go with the configure preset is used. */
export async function pickPresetBeside(
  project: FolderProject,
  kind: 'build' | 'test',
): Promise<void> {
  const { presets, configurePreset } = project;
  if (!presets || !configurePreset) {
    await pickConfigurePreset(project);
    return;
  }
  const offered = presetsFor(presets, kind, configurePreset.name);
  if (offered.length === 0) {
    throw new UserError(
      kind === 'build'
        ? vscode.l10n.t('No build preset goes with the preset "{0}".', configurePreset.label)
        : vscode.l10n.t('No test preset goes with the preset "{0}".', configurePreset.label),
    );
  }
  const current = project.presetBeside(kind)?.name ?? '';
  const picked = await vscode.window.showQuickPick(
    offered.map((preset) => itemOf(preset, current)),
    {
      title:
        kind === 'build'
          ? vscode.l10n.t('Build Preset of "{0}"', project.folder.name)
          : vscode.l10n.t('Test Preset of "{0}"', project.folder.name),
      placeHolder: vscode.l10n.t('Those that go with {0}', configurePreset.label),
      matchOnDetail: true,
    },
  );
  if (!picked) {
    throw new CancelledError();
  }
  await project.setPreset(kind, picked.name);
}

/** Asks which workflow is run. */
export async function pickWorkflow(project: FolderProject): Promise<string> {
  const offered = project.presets ? offeredPresets(project.presets, 'workflow') : [];
  if (offered.length === 0) {
    throw new UserError(
      vscode.l10n.t(
        'The folder "{0}" has no workflow presets. Add "workflowPresets" to its CMakePresets.json.',
        project.folder.name,
      ),
    );
  }
  const picked = await vscode.window.showQuickPick(
    offered.map((preset) => itemOf(preset, '')),
    { title: vscode.l10n.t('Workflow of "{0}" to Run', project.folder.name) },
  );
  if (!picked) {
    throw new CancelledError();
  }
  return picked.name;
}

/** The package preset that is used; asks where several go with the configure preset. */
export async function choosePackagePreset(project: FolderProject): Promise<string | undefined> {
  const { presets, configurePreset } = project;
  const offered =
    presets && configurePreset ? presetsFor(presets, 'package', configurePreset.name) : [];
  if (offered.length < 2) {
    return offered[0]?.name;
  }
  const picked = await vscode.window.showQuickPick(
    offered.map((preset) => itemOf(preset, '')),
    {
      title: vscode.l10n.t('Package Preset of "{0}"', project.folder.name),
      placeHolder: vscode.l10n.t('Those that go with {0}', configurePreset?.label ?? ''),
      matchOnDetail: true,
    },
  );
  if (!picked) {
    throw new CancelledError();
  }
  return picked.name;
}

interface PresetItem extends vscode.QuickPickItem {
  readonly name: string;
}

function itemOf(preset: CMakePreset, current: string): PresetItem {
  const { name, label, description, kind, uses } = preset;
  const steps = kind === 'workflow' ? uses.map((use) => use.name).join(' → ') : '';
  return {
    label,
    description: [
      ...(label === name ? [] : [name]),
      ...(name === current ? [vscode.l10n.t('current')] : []),
    ].join(' · '),
    detail: description ?? steps,
    name,
  };
}
