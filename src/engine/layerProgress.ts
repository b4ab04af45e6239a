import type { LayerState, LayerTransfer, TransferProgress } from './imageOperations';
import type { LooseJson } from './looseJson';

/** Adds up what the engine says of each layer while it pulls or pushes an image. */
export class LayerProgress {
  private readonly layers = new Map<string, LayerTransfer>();
  private isPush = false;

  /** Takes one line of progress; undefined when it says nothing of a layer. */
  take(line: LooseJson): TransferProgress | undefined {
    const id = line.at('id').text;
    const status = line.at('status').text;
    const state = layerState(status);
    if (!id || !state) {
      return undefined;
    }
    this.isPush ||= status === 'Preparing' || state === 'uploading';
    const { current, total } = this.layers.get(id) ?? { current: 0, total: 0 };
    this.layers.set(id, { id, state, ...bytesIn(state, line, { current, total }) });
    return this.progress();
  }

  private progress(): TransferProgress {
    const layers = [...this.layers.values()];
    const sum = (of: (layer: LayerTransfer) => number): number =>
      layers.reduce((total, layer) => total + of(layer), 0);
    const isOnTheWay = ({ state }: LayerTransfer): boolean =>
      state === 'waiting' || state === 'downloading' || state === 'uploading';
    const isExtracting = !this.isPush && !layers.some(isOnTheWay);
    const done = layers.filter((layer) =>
      isExtracting ? layer.state === 'complete' : !isOnTheWay(layer),
    );
    const did = this.isPush ? 'Uploaded' : isExtracting ? 'Extracted' : 'Downloaded';
    return {
      current: sum(({ current }) => current),
      total: sum(({ total }) => total),
      message: `${did} ${done.length} of ${layers.length} layers`,
      layers,
    };
  }
}

interface Bytes {
  readonly current: number;
  readonly total: number;
}

function bytesIn(state: LayerState, line: LooseJson, before: Bytes): Bytes {
  switch (state) {
    case 'waiting':
      return before;
    case 'downloading':
    case 'uploading': {
      const current = line.at('progressDetail', 'current').number;
      // The engine's guess of what it compresses on the way can be too small.
      return { current, total: Math.max(line.at('progressDetail', 'total').number, current) };
    }
    default:
      return { current: before.total, total: before.total };
  }
}

function layerState(status: string): LayerState | undefined {
  if (status.startsWith('Mounted from ')) {
    return 'complete';
  }
  switch (status) {
    case 'Pulling fs layer':
    case 'Preparing':
    case 'Waiting':
      return 'waiting';
    case 'Downloading':
      return 'downloading';
    case 'Pushing':
      return 'uploading';
    case 'Verifying Checksum':
    case 'Download complete':
      return 'downloaded';
    case 'Extracting':
      return 'extracting';
    case 'Pull complete':
    case 'Already exists':
    case 'Pushed':
    case 'Layer already exists':
      return 'complete';
    default:
      return undefined;
  }
}
