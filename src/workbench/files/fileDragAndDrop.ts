import * as vscode from 'vscode';
import { UserError } from '../../base/errors';
import { followedType } from '../../domain/pathStat';
import type { ContainersNode } from '../containers/containerNodes';
import type { Messages } from '../messages';
import { containerUri, type FileOfEngine } from './containerUris';
import { fileOfRow, parentOfFile } from './fileRows';
import type { FileTransfers } from './fileTransfers';

const uriList = 'text/uri-list';

/**
 * Files and folders of the Explorer, of the desktop and of containers, dropped onto a folder of a
 * container: they are copied there.
 */
export function fileDragAndDrop(
  transfers: FileTransfers,
  messages: Messages,
): vscode.TreeDragAndDropController<ContainersNode> {
  return {
    dragMimeTypes: [uriList],
    dropMimeTypes: [uriList],

    handleDrag(rows, dataTransfer) {
      const uris = rows.flatMap((row) => {
        const file = row.kind === 'file' ? fileOfRow(row) : undefined;
        return file ? [containerUri(file).toString()] : [];
      });
      if (uris.length > 0) {
        dataTransfer.set(uriList, new vscode.DataTransferItem(uris.join('\r\n')));
      }
    },

    async handleDrop(target, dataTransfer) {
      try {
        const text = (await dataTransfer.get(uriList)?.asString()) ?? '';
        const uris = text
          .split(/\r?\n/)
          .filter((line) => line !== '' && !line.startsWith('#'))
          .map((line) => vscode.Uri.parse(line, true));
        if (uris.length > 0) {
          await transfers.upload(dropFolder(target), uris);
        }
      } catch (error) {
        // Not awaited: the message stays until the user answers, and the drop has ended.
        void messages.showFailure(error);
      }
    },
  };
}

/** The folder under the pointer, or the one of the file there. */
function dropFolder(target: ContainersNode | undefined): FileOfEngine {
  const row =
    target?.kind === 'file' && followedType(target.entry) !== 'folder'
      ? parentOfFile(target)
      : target;
  const folder = row && fileOfRow(row);
  if (!folder) {
    throw new UserError(
      vscode.l10n.t('Drop files onto a folder of a container: open "Files" below it first.'),
    );
  }
  return folder;
}
