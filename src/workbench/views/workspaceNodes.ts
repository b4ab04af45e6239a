import * as vscode from 'vscode';
import { sortTargets } from '../../domain/activeTarget';
import type { CMakeTarget } from '../../domain/cmakeTarget';
import type { ContainerSummary } from '../../domain/container';
import type { MissingTool, Toolchain } from '../../domain/toolchain';
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
    { folder, kind: 'buildType', buildType: project.buildType },
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
