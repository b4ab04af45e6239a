import type { Readable } from 'node:stream';
import type { BuildEvent } from '../domain/imageBuild/buildEvent';
import type { BuildSecret } from '../domain/imageBuild/buildSecret';
import type { ImageDetails, ImageSummary } from '../domain/image';
import type { ImageLayer } from '../domain/imageLayer';

/** What an engine does with images. An image is given by its id, a tag or a digest. */
export interface ImageOperations {
  listImages(signal?: AbortSignal): Promise<readonly ImageSummary[]>;
  inspectImage(image: string, signal?: AbortSignal): Promise<ImageDetails>;
  /** The engine's own JSON, for a person to read. */
  inspectImageJson(image: string, signal?: AbortSignal): Promise<string>;
  /** The steps that made it, the newest first. */
  imageHistory(image: string, signal?: AbortSignal): Promise<readonly ImageLayer[]>;
  /** Gives it one more name, taking the name from the image that has it. */
  tagImage(image: string, reference: string, signal?: AbortSignal): Promise<void>;
  /**
   * Takes a tag away, and the image with the last one. One that containers use is refused with the
   * kind `inUse`.
   */
  removeImage(image: string, options: { force: boolean }, signal?: AbortSignal): Promise<void>;
  pullImage(
    reference: string,
    report: (progress: TransferProgress) => void,
    signal?: AbortSignal,
  ): Promise<void>;
  /** Sends a tagged image to the registry that its tag names. */
  pushImage(
    reference: string,
    report: (progress: TransferProgress) => void,
    signal?: AbortSignal,
  ): Promise<void>;
  /** A tar archive of images with their layers and tags, as `loadImages` takes it. */
  saveImages(images: readonly string[], signal?: AbortSignal): Promise<Readable>;
  /** Resolves with the names, or ids, of the images that the archive had. */
  loadImages(archive: Readable, signal?: AbortSignal): Promise<readonly string[]>;
  /** Makes an image with one layer of a tar archive of files; resolves with its id. */
  importImage(
    archive: Readable,
    request: ImageImportRequest,
    signal?: AbortSignal,
  ): Promise<string>;
  /** Builds with the engine's classic builder, which knows no secrets; resolves with the image's id. */
  buildImage(
    request: ImageBuildRequest,
    report: (progress: BuildProgress) => void,
    signal?: AbortSignal,
  ): Promise<string>;
  /** Builds with BuildKit, where `EngineInfo.capabilities` has it; resolves with the image's id. */
  buildWithBuildKit(
    request: ImageBuildRequest,
    report: (event: BuildEvent) => void,
    signal?: AbortSignal,
  ): Promise<string>;
}

/** Bytes over all layers; `total` grows while layers are discovered. */
export interface TransferProgress {
  readonly current: number;
  readonly total: number;
  /** Such as `Downloaded 3 of 5 layers`. */
  readonly message: string;
  /** Each layer by itself, in the order in which the engine named them. */
  readonly layers: readonly LayerTransfer[];
}

export interface LayerTransfer {
  /** The beginning of its digest. */
  readonly id: string;
  readonly state: LayerState;
  readonly current: number;
  /** 0 while it is not known. */
  readonly total: number;
}

/** `complete` is also a layer that was there already. */
export type LayerState =
  'waiting' | 'downloading' | 'downloaded' | 'extracting' | 'uploading' | 'complete';

export interface ImageImportRequest {
  /** The name that it gets. */
  readonly reference?: string;
  /** Lines of a Dockerfile, such as `CMD ["/bin/sh"]`. */
  readonly changes?: readonly string[];
  readonly message?: string;
}

export interface ImageBuildRequest {
  /** The folder sent to the engine, less what its `.dockerignore` names. */
  readonly contextHostPath: string;
  /** Relative to the context. */
  readonly dockerfile: string;
  readonly tags: readonly string[];
  readonly buildArgs?: Readonly<Record<string, string>>;
  readonly target?: string;
  /** Images whose layers may be used again. */
  readonly cacheFrom?: readonly string[];
  readonly platform?: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly noCache?: boolean;
  readonly secrets?: readonly BuildSecret[];
}

export type BuildProgress =
  | { readonly kind: 'log'; readonly text: string }
  | { readonly kind: 'step'; readonly step: number; readonly steps: number; readonly text: string }
  | { readonly kind: 'transfer'; readonly transfer: TransferProgress };
