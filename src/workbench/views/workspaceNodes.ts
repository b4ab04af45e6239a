import * as vscode from 'vscode';
import { sortTargets } from '../../domain/activeTarget';
import type { CMakeTarget } from '../../domain/cmakeTarget';
import type { ContainerSummary } from '../../domain/container';
import { offeredPresets, type CMakePreset } from '../../domain/presets/cmakePresets';
import { isAtLeast, type MissingTool, type Toolchain } from '../../domain/toolchain';
import { toolRows, type ToolRow } from '../../domain/toolchainRows';
import type { FolderProject } from '../build/folderProject';
import { commandIds } from '../commandIds';
import { pathMapOf } from '../devContainer/devContainers';

/** What stands in the **Workspace** view. Each row knows its folder, for the commands on it. */
export type WorkspaceNode = { readonly folder: vscode.WorkspaceFolder } & (
  | { readonly kind: 'folder'; readonly project: FolderProject }
  | { readonly kind: 'container'; readonly container: ContainerSummary }
  | { readonly kind: 'toolchain'; readonly toolchain: Toolchain }
  | { readonly kind: 'tool'; readonly row: ToolRow }
  | { readonly kind: 'missing'; readonly missing: MissingTool }
  | { readonly kind: 'gpu'; readonly name: string }
  | { readonly kind: 'preset'; readonly preset?: CMakePreset }
  | { readonly kind: 'presetBeside'; readonly preset: CMakePreset }
  | { readonly kind: 'workflows'; readonly workflows: readonly CMakePreset[] }
  | { readonly kind: 'workflow'; readonly workflow: CMakePreset }
  | { readonly kind: 'buildType'; readonly buildType: string }
  | { readonly kind: 'targets'; readonly targets: readonly CMakeTarget[]; readonly active?: string }
  | { readonly kind: 'target'; readonly target: CMakeTarget; readonly active: boolean }
  | HintNode
);

/** A row that says what can be done. */
export interface HintNode {
  readonly kind: 'hint';
  readonly label: string;
  readonly icon: string;
  readonly command: string;
  readonly tooltip?: string;
}

/** The rows of one folder. */
export function projectNodes(project: FolderProject): WorkspaceNode[] {
  const { folder, container, toolchain } = project;
  if (!container) {
    return containerHints(folder);
  }
  return [
    { folder, kind: 'container', container },
    ...mountHints(project, container),
    ...(toolchain ? [{ folder, kind: 'toolchain' as const, toolchain }] : []),
    ...presetNodes(project),
    ...targetNodes(project),
  ];
}

/** The rows below a row. */
export function childNodes(node: WorkspaceNode): WorkspaceNode[] {
  const { folder } = node;
  switch (node.kind) {
    case 'folder':
      return projectNodes(node.project);
    case 'toolchain':
      return [
        ...node.toolchain.missing.map((missing) => ({ folder, kind: 'missing' as const, missing })),
        ...toolRows(node.toolchain).map((row) => ({ folder, kind: 'tool' as const, row })),
        ...node.toolchain.gpus.map((name) => ({ folder, kind: 'gpu' as const, name })),
      ];
    case 'workflows':
      return node.workflows.map((workflow) => ({ folder, kind: 'workflow' as const, workflow }));
    case 'targets':
      return sortTargets(node.targets).map((target) => ({
        folder,
        kind: 'target' as const,
        target,
        active: target.name === node.active,
      }));
    default:
      return [];
  }
}

/** What decides how it is built: presets where there are any and one is chosen, else the build type. */
function presetNodes(project: FolderProject): WorkspaceNode[] {
  const { folder, presets, configurePreset, buildType, toolchain } = project;
  const type = { folder, kind: 'buildType' as const, buildType };
  if (!presets || offeredPresets(presets, 'configure').length === 0) {
    return [type];
  }
  const workflows = offeredPresets(presets, 'workflow');
  const beside = (['build', 'test'] as const).flatMap((kind) => {
    const preset = project.presetBeside(kind);
    return preset ? [{ folder, kind: 'presetBeside' as const, preset }] : [];
  });
  const cmake = toolchain?.tools.cmake?.version;
  return [
    ...(cmake !== undefined && !isAtLeast(cmake, presets.minimumCMake)
      ? [
          {
            folder,
            kind: 'hint' as const,
            label: vscode.l10n.t('The presets need CMake {0}', presets.minimumCMake),
            icon: 'warning',
            command: commandIds.buildSelectPreset,
            tooltip: vscode.l10n.t('The container has {0}', cmake),
          },
        ]
      : []),
    { folder, kind: 'preset', ...(configurePreset ? { preset: configurePreset } : {}) },
    ...beside,
    ...(configurePreset && !choosesConfiguration(project) ? [] : [type]),
    ...(workflows.length > 0 ? [{ folder, kind: 'workflows' as const, workflows }] : []),
  ];
}

/** A multi-config generator without a build preset that says which configuration is built. */
function choosesConfiguration(project: FolderProject): boolean {
  return (
    project.configurePreset?.generator?.includes('Multi-Config') === true &&
    project.presetBeside('build')?.configuration === undefined
  );
}

function targetNodes(project: FolderProject): WorkspaceNode[] {
  const { folder, targets, activeTarget, container } = project;
  if (targets) {
    const active = activeTarget === undefined ? {} : { active: activeTarget.name };
    return [{ folder, kind: 'targets', targets, ...active }];
  }
  return container?.state === 'running'
    ? [
        {
          folder,
          kind: 'hint',
          label: vscode.l10n.t('Configure to see the targets'),
          icon: 'gear',
          command: commandIds.buildConfigure,
          tooltip: vscode.l10n.t("Runs CMake's configure step in the dev container"),
        },
      ]
    : [];
}

/** For a workspace of several folders; a single one has the view's welcome text instead. */
function containerHints(folder: vscode.WorkspaceFolder): WorkspaceNode[] {
  const hint = (label: string, icon: string, command: string): WorkspaceNode => ({
    folder,
    kind: 'hint',
    label,
    icon,
    command,
  });
  return [
    hint(vscode.l10n.t('Create Dev Container…'), 'add', commandIds.devContainerCreate),
    hint(vscode.l10n.t('Use Running Container…'), 'link', commandIds.devContainerUse),
    hint(
      vscode.l10n.t('Paste docker run Command…'),
      'clippy',
      commandIds.devContainerCreateFromCommand,
    ),
  ];
}

function mountHints({ folder }: FolderProject, container: ContainerSummary): WorkspaceNode[] {
  return pathMapOf(container).toContainer(folder.uri.fsPath) === undefined
    ? [
        {
          folder,
          kind: 'hint',
          label: vscode.l10n.t('The folder is not mounted in this container'),
          icon: 'warning',
          command: commandIds.devContainerUse,
          tooltip: vscode.l10n.t('Choose a container that mounts it, or create one'),
        },
      ]
    : [];
}
