import * as vscode from 'vscode';
import { byteSize } from '../../domain/byteSize';
import { followedType } from '../../domain/pathStat';
import { commandIds } from '../commandIds';
import type { FileNode } from '../containers/containerNodes';
import type { VolumeFileRow } from '../volumes/volumeNodes';
import { fileUri } from './fileUris';

/** How a file or a folder looks below a container or a volume. */
export function fileItem(row: FileNode | VolumeFileRow): vscode.TreeItem {
  const { engine, entry } = row;
  const path = row.kind === 'file' ? row.containerPath : row.path;
  const file =
    row.kind === 'file'
      ? { container: row.container.name, path }
      : { volume: row.volume.name, path };
  const type = followedType(entry);
  const isFolder = type === 'folder';
  const item = new vscode.TreeItem(
    shownName(entry.name),
    isFolder ? vscode.TreeItemCollapsibleState.Collapsed : vscode.TreeItemCollapsibleState.None,
  );
  // The theme of file icons chooses by it.
  item.resourceUri = fileUri({ engine, file });
  item.iconPath = isFolder ? vscode.ThemeIcon.Folder : vscode.ThemeIcon.File;
  item.tooltip = `${shownName(path)}\n${(entry.mode & 0o7777).toString(8).padStart(4, '0')}`;
  item.contextValue = isFolder ? 'file.folder' : type === 'file' ? 'file.file' : 'file.other';
  item.accessibilityInformation = {
    label: isFolder ? vscode.l10n.t('{0}, folder', shownName(entry.name)) : shownName(entry.name),
  };
  if (type === 'file') {
    item.description = byteSize(entry.size);
    item.command = {
      command: commandIds.filesOpen,
      title: vscode.l10n.t('Open File'),
      arguments: [row],
    };
  }
  if (entry.type === 'link') {
    item.description = entry.targetType
      ? vscode.l10n.t('link')
      : vscode.l10n.t('link that leads nowhere');
  }
  return item;
}

/** A name may hold everything, also what would make two lines of a row. */
function shownName(name: string): string {
  return name.replace(/\p{Cc}/gu, '␣');
}
