import type { ImagePicture } from '../domain/imagePicture';

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
  | { readonly type: 'problem'; readonly text: string };

interface LayersToHost {
  readonly type: 'copy';
  readonly text: string;
}
