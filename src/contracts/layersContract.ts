import type { ImagePicture } from '../domain/imagePicture';
import type { LayerRow, LayerSummary } from '../domain/layerFiles';

/** What the page of an image's layers and its host say to each other. */
export interface LayersContract {
  readonly state: LayersState;
  readonly toView: LayersToView;
  readonly toHost: LayersToHost;
}

export interface LayersState {
  /** The id of the shown engine. */
  readonly engine: string;
  /** The image's id. */
  readonly image: string;
  readonly name: string;
  readonly order: LayerOrder;
}

/** From the lowest step up, or the largest first. */
type LayerOrder = 'steps' | 'size';

type LayersToView =
  | {
      readonly type: 'picture';
      readonly picture: ImagePicture;
      /** False while nobody knows yet which other images have the layers. */
      readonly isShareKnown: boolean;
    }
  /** Why there is no picture. */
  | { readonly type: 'problem'; readonly text: string }
  /** How much of the image is read to list its files. */
  | { readonly type: 'reading'; readonly bytes: number }
  | { readonly type: 'folder'; readonly folder: LayerFolder }
  /** Why there are no files; empty when that was cancelled. */
  | { readonly type: 'noFiles'; readonly text: string };

/** What a layer does in one folder. */
export interface LayerFolder {
  /** The digest of the layer. */
  readonly layer: string;
  /** `''` is the root. */
  readonly path: string;
  /** Of the whole layer. */
  readonly summary: LayerSummary;
  /** The largest, the largest first. */
  readonly rows: readonly LayerRow[];
  /** So many more there are. */
  readonly more: number;
}

type LayersToHost =
  | { readonly type: 'copy'; readonly text: string }
  /** Asks for a folder of a layer; the first time the image is read for it. */
  | { readonly type: 'look'; readonly layer: string; readonly path: string }
  | { readonly type: 'cancelReading' }
  | { readonly type: 'openFile'; readonly layer: string; readonly path: string };
