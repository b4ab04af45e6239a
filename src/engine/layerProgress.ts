import type { TransferProgress } from './containerEngine';
import type { LooseJson } from './looseJson';

type LayerState = 'waiting' | 'downloading' | 'downloaded' | 'extracting' | 'complete';

interface Layer {
  state: LayerState;
  current: number;
  total: number;
}

/** Adds up what the engine says of each layer while it pulls an image. */
export class LayerProgress {
  private readonly layers = new Map<string, Layer>();

  /** Takes one line of progress; undefined when it says nothing of a layer. */
  take(line: LooseJson): TransferProgress | undefined {
    const id = line.at('id').text;
    const state = layerState(line.at('status').text);
    if (!id || !state) {
      return undefined;
    }
    const layer = this.layers.get(id) ?? { state, current: 0, total: 0 };
    this.layers.set(id, layer);
    layer.state = state;
    if (state === 'downloading') {
      layer.current = line.at('progressDetail', 'current').number;
      layer.total = Math.max(line.at('progressDetail', 'total').number, layer.current);
    } else if (state !== 'waiting') {
      layer.current = layer.total;
    }
    return this.progress();
  }

  private progress(): TransferProgress {
    const layers = [...this.layers.values()];
    const sum = (of: (layer: Layer) => number): number =>
      layers.reduce((total, layer) => total + of(layer), 0);
    const isDownloading = layers.some(
      ({ state }) => state === 'waiting' || state === 'downloading',
    );
    const done = layers.filter(({ state }) =>
      isDownloading ? state !== 'waiting' && state !== 'downloading' : state === 'complete',
    );
    return {
      current: sum(({ current }) => current),
      total: sum(({ total }) => total),
      message: `${isDownloading ? 'Downloaded' : 'Extracted'} ${done.length} of ${layers.length} layers`,
    };
  }
}

function layerState(status: string): LayerState | undefined {
  switch (status) {
    case 'Pulling fs layer':
    case 'Waiting':
      return 'waiting';
    case 'Downloading':
      return 'downloading';
    case 'Verifying Checksum':
    case 'Download complete':
      return 'downloaded';
    case 'Extracting':
      return 'extracting';
    case 'Pull complete':
    case 'Already exists':
      return 'complete';
    default:
      return undefined;
  }
}
