import * as vscode from 'vscode';
import type { CMakeTarget } from '../../domain/cmakeTarget';
import type { BuildSystem } from '../../domain/buildSystem';
import type { ChosenCompilers } from '../../domain/compilers';
import type { ContainerSummary } from '../../domain/container';
import { offeredPresets, type CMakePreset } from '../../domain/presets/cmakePresets';
import { isAtLeast, type MissingTool, type Toolchain } from '../../domain/toolchain';
import { targetDirectories, type TargetDirectory } from '../../domain/targetTree';
import { toolRows, type ToolRow } from '../../domain/toolchainRows';
import type { FolderProject } from '../build/folderProject';
import { commandIds } from '../commandIds';
import { pathMapOf } from '../devContainer/devContainers';

/** What stands in the **Workspace** view. Each row knows its folder, for the commands on it. */
export type WorkspaceNode = { readonly folder: vscode.WorkspaceFolder } & (
  | { readonly kind: 'folder'; readonly project: FolderProject }
  | { readonly kind: 'container'; readonly container: ContainerSummary }
  | { readonly kind: 'several'; readonly names: readonly string[] }
  | { readonly kind: 'toolchain'; readonly toolchain: Toolchain }
  | { readonly kind: 'tool'; readonly row: ToolRow }
  | { readonly kind: 'missing'; readonly missing: MissingTool }
  | { readonly kind: 'gpu'; readonly name: string }
  | { readonly kind: 'preset'; readonly preset?: CMakePreset }
  | { readonly kind: 'presetBeside'; readonly preset: CMakePreset }
  | { readonly kind: 'workflows'; readonly workflows: readonly CMakePreset[] }
  | { readonly kind: 'workflow'; readonly workflow: CMakePreset }
  | { readonly kind: 'packagePresets'; readonly packagePresets: readonly CMakePreset[] }
  | { readonly kind: 'packagePreset'; readonly packagePreset: CMakePreset }
  | { readonly kind: 'buildType'; readonly buildType: string }
  | { readonly kind: 'system'; readonly system: BuildSystem }
  | { readonly kind: 'compilers'; readonly compilers: ChosenCompilers }
  | { readonly kind: 'targets'; readonly project: FolderProject }
  | {
      readonly kind: 'targetDirectory';
      readonly project: FolderProject;
      readonly directory: TargetDirectory;
    }
  | {
      readonly kind: 'target';
      readonly target: CMakeTarget;
      /** What it is beside others, such as the one that F5 starts. */
      readonly marks: readonly ('active' | 'default')[];
      /** Relative to the project's folder, where it lies in it. */
      readonly artifact?: string;
    }
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
    ...severalNodes(project),
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
    case 'packagePresets':
      return node.packagePresets.map((packagePreset) => ({
        folder,
        kind: 'packagePreset' as const,
        packagePreset,
      }));
    case 'targets':
      return targetRows(node.project);
    case 'targetDirectory':
      return node.directory.targets.map((target) => targetNode(node.project, target));
    default:
      return [];
  }
}

/** The containers that build the folder side by side, where there is more than its own. */
function severalNodes({ folder, choices }: FolderProject): WorkspaceNode[] {
  const names = choices.severalContainers;
  return names.length > 1 ? [{ folder, kind: 'several', names }] : [];
}

/** What decides how it is built: presets where there are any and one is chosen, else the build type. */
function presetNodes(project: FolderProject): WorkspaceNode[] {
  const { folder, presets, configurePreset, buildType, toolchain } = project;
  const type = { folder, kind: 'buildType' as const, buildType };
  const { system } = project;
  if (system !== undefined && system !== 'cmake') {
    const row = { folder, kind: 'system' as const, system };
    return system === 'meson' ? [row, type] : [row];
  }
  const { compilers } = project.choices;
  const withoutPreset = [
    type,
    ...(compilers ? [{ folder, kind: 'compilers' as const, compilers }] : []),
  ];
  if (!presets || offeredPresets(presets, 'configure').length === 0) {
    return withoutPreset;
  }
  const workflows = offeredPresets(presets, 'workflow');
  const packagePresets = offeredPresets(presets, 'package');
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
    ...(configurePreset ? (choosesConfiguration(project) ? [type] : []) : withoutPreset),
    ...(workflows.length > 0 ? [{ folder, kind: 'workflows' as const, workflows }] : []),
    ...(packagePresets.length > 0
      ? [{ folder, kind: 'packagePresets' as const, packagePresets }]
      : []),
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
  const { folder, targets, container } = project;
  if (targets) {
    return [{ folder, kind: 'targets', project }];
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

/** The targets of the project's own folder, and a row for each other folder that has some. */
function targetRows(project: FolderProject): WorkspaceNode[] {
  const { folder, targets = [], container } = project;
  const source = container && pathMapOf(container).toContainer(folder.uri.fsPath);
  return targetDirectories(targets, source ?? '/').flatMap((directory): WorkspaceNode[] =>
    directory.directory === ''
      ? directory.targets.map((target) => targetNode(project, target))
      : [{ folder, kind: 'targetDirectory', project, directory }],
  );
}

function targetNode(project: FolderProject, target: CMakeTarget): WorkspaceNode {
  const { folder, container, activeTarget, defaultTarget } = project;
  const source = container && pathMapOf(container).toContainer(folder.uri.fsPath);
  const { artifactContainerPath: artifact } = target;
  return {
    folder,
    kind: 'target',
    target,
    marks: [
      ...(target.name === activeTarget?.name ? (['active'] as const) : []),
      ...(target.name === defaultTarget ? (['default'] as const) : []),
    ],
    ...(artifact === undefined
      ? {}
      : {
          artifact:
            source !== undefined && artifact.startsWith(`${source}/`)
              ? artifact.slice(source.length + 1)
              : artifact,
        }),
  };
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
