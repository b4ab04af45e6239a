import * as vscode from 'vscode';
import type { BuildSystem } from '../../domain/buildSystem';
import type { CMakeTarget } from '../../domain/cmakeTarget';
import type { ContainerSummary } from '../../domain/container';
import { markdownCode } from '../../domain/markdown';
import { toolchainSummary } from '../../domain/toolchainRows';
import { commandIds } from '../commandIds';
import { stateIcon } from '../containers/containerTreeItem';
import type { HintNode, WorkspaceNode } from './workspaceNodes';

const { None, Collapsed, Expanded } = vscode.TreeItemCollapsibleState;

/** How a row of the **Workspace** view looks. */
export function workspaceTreeItem(node: WorkspaceNode): vscode.TreeItem {
  const item = itemOf(node);
  item.id = `${node.folder.uri.toString()}/${item.id ?? node.kind}`;
  return item;
}

function itemOf(node: WorkspaceNode): vscode.TreeItem {
  switch (node.kind) {
    case 'folder':
      return row({ label: node.folder.name, icon: 'root-folder', state: Expanded });
    case 'container':
      return containerItem(node.container);
    case 'several':
      return row({
        label: vscode.l10n.t('Side by Side'),
        description: node.names.join(', '),
        tooltip: vscode.l10n.t(
          'The containers that build and test the folder side by side: {0}',
          node.names.join(', '),
        ),
        icon: 'layers',
        context: 'several',
      });
    case 'toolchain':
      return toolchainItem(node);
    case 'tool':
      return row({
        id: `tool/${node.row.name}`,
        label: node.row.name,
        description: node.row.tool.version ?? '',
        tooltip: node.row.tool.containerPath,
        icon: 'check',
        context: 'tool',
      });
    case 'missing':
      return missingItem(node);
    case 'gpu':
      return row({ id: `gpu/${node.name}`, label: node.name, icon: 'chip' });
    case 'preset':
      return presetItem(node);
    case 'presetBeside':
      return presetBesideItem(node);
    case 'workflows':
      return row({
        label: vscode.l10n.t('Workflows'),
        description: String(node.workflows.length),
        icon: 'run-all',
        state: Collapsed,
      });
    case 'workflow':
      return row({
        id: `workflow/${node.workflow.name}`,
        label: node.workflow.label,
        description: node.workflow.uses.map(({ name }) => name).join(' → '),
        tooltip: node.workflow.description ?? node.workflow.name,
        icon: 'run-all',
        context: 'workflow',
      });
    case 'packagePresets':
      return row({
        label: vscode.l10n.t('Package Presets'),
        description: String(node.packagePresets.length),
        icon: 'package',
        state: Collapsed,
      });
    case 'packagePreset':
      return row({
        id: `packagePreset/${node.packagePreset.name}`,
        label: node.packagePreset.label,
        description: node.packagePreset.uses.map(({ name }) => name).join(', '),
        tooltip: node.packagePreset.description ?? node.packagePreset.name,
        icon: 'package',
        context: 'packagePreset',
      });
    case 'buildType':
      return row({
        label: vscode.l10n.t('Build Type'),
        description: node.buildType,
        icon: 'settings',
        context: 'buildType',
        command: { command: commandIds.buildSelectType, arguments: [node] },
      });
    case 'targets':
      return row({
        label: vscode.l10n.t('Targets'),
        description: String(node.project.targets?.length ?? 0),
        icon: 'list-tree',
        state: Expanded,
        context: 'targets',
      });
    case 'system':
      return row({
        label: vscode.l10n.t('Built by'),
        description: systemText(node.system),
        icon: 'settings',
        context: 'system',
      });
    case 'compilers':
      return row({
        label: vscode.l10n.t('Compiler'),
        description: node.compilers.cxxContainerPath ?? node.compilers.cContainerPath ?? '',
        icon: 'circuit-board',
        context: 'compilers',
        command: { command: commandIds.buildSelectCompilers, arguments: [node] },
      });
    case 'targetDirectory':
      return row({
        id: `directory/${node.directory.directory}`,
        label: node.directory.directory,
        description: String(node.directory.targets.length),
        icon: 'folder',
        state: Expanded,
      });
    case 'target':
      return targetItem(node);
    case 'hint':
      return hintItem(node);
  }
}

interface Row {
  readonly id?: string;
  readonly label: string;
  readonly description?: string;
  readonly tooltip?: string | vscode.MarkdownString;
  readonly icon: string | vscode.ThemeIcon;
  readonly state?: vscode.TreeItemCollapsibleState;
  readonly context?: string;
  readonly command?: { readonly command: string; readonly arguments: unknown[] };
}

function row(look: Row): vscode.TreeItem {
  const item = new vscode.TreeItem(look.label, look.state ?? None);
  item.iconPath = typeof look.icon === 'string' ? new vscode.ThemeIcon(look.icon) : look.icon;
  if (look.id !== undefined) {
    item.id = look.id;
  }
  if (look.description !== undefined) {
    item.description = look.description;
  }
  if (look.tooltip !== undefined) {
    item.tooltip = look.tooltip;
  }
  if (look.context !== undefined) {
    item.contextValue = look.context;
  }
  if (look.command) {
    item.command = { ...look.command, title: look.label };
  }
  return item;
}

function containerItem(container: ContainerSummary): vscode.TreeItem {
  const running = container.state === 'running';
  return row({
    label: container.name,
    description: `${running ? vscode.l10n.t('running') : container.state} · ${container.image}`,
    tooltip: new vscode.MarkdownString(
      vscode.l10n.t(
        'Dev container {0} of the image {1}, in which this folder is built and debugged.',
        markdownCode(container.name),
        markdownCode(container.image),
      ),
    ),
    icon: stateIcon(container),
    context: `devContainer.${running ? 'running' : 'stopped'}`,
  });
}

function toolchainItem({
  toolchain,
}: Extract<WorkspaceNode, { kind: 'toolchain' }>): vscode.TreeItem {
  const missing = toolchain.missing.map(({ name }) => name).join(', ');
  return row({
    label: vscode.l10n.t('Toolchain'),
    description:
      missing === '' ? toolchainSummary(toolchain) : vscode.l10n.t('{0} missing', missing),
    tooltip: `${toolchain.os.name} · ${toolchain.architecture}`,
    icon: missing === '' ? 'tools' : warning(),
    state: missing === '' ? Collapsed : Expanded,
    context: missing === '' ? 'toolchain' : 'toolchain.missing',
  });
}

function missingItem({ missing }: Extract<WorkspaceNode, { kind: 'missing' }>): vscode.TreeItem {
  const { name, purpose, installCommand } = missing;
  return row({
    id: `missing/${name}`,
    label: name,
    description: vscode.l10n.t('missing, needed to {0}', purpose),
    tooltip: new vscode.MarkdownString(
      installCommand === undefined
        ? vscode.l10n.t('Use an image that has it.')
        : vscode.l10n.t('Add it to the image with {0}', markdownCode(installCommand)),
    ),
    icon: warning(),
    context: 'tool.missing',
  });
}

function presetItem(node: Extract<WorkspaceNode, { kind: 'preset' }>): vscode.TreeItem {
  return row({
    label: vscode.l10n.t('Configure Preset'),
    description: node.preset?.label ?? vscode.l10n.t('none'),
    tooltip: node.preset?.description ?? vscode.l10n.t('How CMake configures the folder'),
    icon: 'settings',
    context: 'preset',
    command: { command: commandIds.buildSelectPreset, arguments: [node] },
  });
}

function presetBesideItem(node: Extract<WorkspaceNode, { kind: 'presetBeside' }>): vscode.TreeItem {
  const isBuild = node.preset.kind === 'build';
  return row({
    id: node.preset.kind,
    label: isBuild ? vscode.l10n.t('Build Preset') : vscode.l10n.t('Test Preset'),
    description: node.preset.label,
    tooltip: node.preset.description ?? node.preset.name,
    icon: isBuild ? 'tools' : 'beaker',
    context: `${node.preset.kind}Preset`,
    command: {
      command: isBuild ? commandIds.buildSelectBuildPreset : commandIds.buildSelectTestPreset,
      arguments: [node],
    },
  });
}

function targetItem(node: Extract<WorkspaceNode, { kind: 'target' }>): vscode.TreeItem {
  const { target, marks, artifact } = node;
  const executable = target.kind === 'executable';
  const active = marks.includes('active');
  const description = [
    kindText(target),
    ...(artifact === undefined ? [] : [artifact]),
    ...(active ? ['F5'] : []),
    ...(marks.includes('default') ? [vscode.l10n.t('default')] : []),
  ].join(' · ');
  return row({
    id: `target/${target.name}`,
    label: target.name,
    description,
    tooltip: target.artifactContainerPath ?? target.name,
    icon: executable
      ? new vscode.ThemeIcon(
          'play-circle',
          active ? new vscode.ThemeColor('testing.iconPassed') : undefined,
        )
      : new vscode.ThemeIcon(target.kind === 'utility' ? 'gear' : 'library'),
    context: executable ? 'target.executable' : 'target.other',
    ...(executable && !active
      ? { command: { command: commandIds.buildSelectTarget, arguments: [node] } }
      : {}),
  });
}

function hintItem({
  label,
  icon,
  command,
  tooltip,
  folder,
}: HintNode & { folder: vscode.WorkspaceFolder }): vscode.TreeItem {
  return row({
    id: `hint/${command}`,
    label,
    icon: icon === 'warning' ? warning() : icon,
    ...(tooltip === undefined ? {} : { tooltip }),
    command: { command, arguments: [folder] },
  });
}

function systemText(system: BuildSystem): string {
  switch (system) {
    case 'cmake':
      return 'CMake';
    case 'meson':
      return 'Meson';
    case 'make':
      return 'Makefile';
    case 'commands':
      return vscode.l10n.t('commands of the settings');
  }
}

function kindText({ kind }: CMakeTarget): string {
  switch (kind) {
    case 'executable':
      return vscode.l10n.t('executable');
    case 'staticLibrary':
      return vscode.l10n.t('static library');
    case 'sharedLibrary':
      return vscode.l10n.t('shared library');
    case 'moduleLibrary':
      return vscode.l10n.t('module');
    case 'objectLibrary':
      return vscode.l10n.t('object library');
    case 'interfaceLibrary':
      return vscode.l10n.t('interface library');
    case 'utility':
      return vscode.l10n.t('utility');
  }
}

function warning(): vscode.ThemeIcon {
  return new vscode.ThemeIcon('warning', new vscode.ThemeColor('list.warningForeground'));
}
