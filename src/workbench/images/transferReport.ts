import * as vscode from 'vscode';
import { byteSize } from '../../domain/byteSize';
import type { JobStep, JobStepState } from '../../domain/jobStep';
import type { LayerState, LayerTransfer, TransferProgress } from '../../engine/imageOperations';
import type { JobReport } from './imageJobs';

/** Bytes and what is done with them, such as `12.3 MB of 48 MB, Downloading 3 of 5 layers`. */
function transferText({ current, total, message }: TransferProgress): string {
  return total === 0
    ? message
    : vscode.l10n.t('{0} of {1}, {2}', byteSize(current), byteSize(total), message);
}

/** A transfer as its job tells it: the bytes of all layers, and each layer as a step. */
export function transferReport(transfer: TransferProgress): JobReport {
  const { current, total, layers } = transfer;
  return {
    done: total === 0 ? 0 : current / total,
    note: transferText(transfer),
    steps: layers.map((layer): JobStep => {
      return { id: layer.id, label: layer.id, state: stepState(layer.state), note: note(layer) };
    }),
  };
}

function stepState(state: LayerState): JobStepState {
  switch (state) {
    case 'waiting':
      return 'waiting';
    case 'downloading':
    case 'uploading':
    case 'downloaded':
    case 'extracting':
      return 'running';
    case 'complete':
      return 'done';
  }
}

function note({ state, current, total }: LayerTransfer): string {
  const bytes = total === 0 ? '' : vscode.l10n.t('{0} of {1}', byteSize(current), byteSize(total));
  switch (state) {
    case 'waiting':
      return vscode.l10n.t('waiting');
    case 'downloading':
    case 'uploading':
      return bytes;
    case 'downloaded':
      return vscode.l10n.t('downloaded');
    case 'extracting':
      return vscode.l10n.t('extracting');
    case 'complete':
      return total === 0 ? vscode.l10n.t('already there') : byteSize(total);
  }
}
