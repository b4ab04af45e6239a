import * as vscode from 'vscode';
import { UserError } from '../../base/errors';
import type { Messages } from '../messages';
import { fileUri, type FileOfEngine } from './fileUris';
import { fileOfRow, folderOfRow, type RowOfFiles } from './fileRows';
import type { FileTransfers } from './fileTransfers';

const uriList = 'text/uri-list';

/**
 * Files and folders of the Explorer, of the desktop, of containers and of volumes, dropped onto a
 * folder of a container or a volume: they are copied there.
 */
export function fileDragAndDrop<T extends RowOfFiles>(
  transfers: FileTransfers,
  messages: Messages,
): vscode.TreeDragAndDropController<T> {
  return {
    dragMimeTypes: [uriList],
    dropMimeTypes: [uriList],

    handleDrag(rows, dataTransfer) {
      const uris = rows.flatMap((row) => {
        const isFile = row.kind === 'file' || row.kind === 'volumeFile';
        const file = isFile ? fileOfRow(row) : undefined;
        return file ? [fileUri(file).toString()] : [];
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
function dropFolder(target: RowOfFiles | undefined): FileOfEngine {
  const folder = target && folderOfRow(target);
  if (!folder) {
    throw new UserError(
      vscode.l10n.t('Drop files onto a folder of a container or a volume: open "Files" below it.'),
    );
  }
  return folder;
}
