/** An image as a list shows it. */
export interface ImageSummary {
  /** `sha256:…` */
  readonly id: string;
  /** `repository:tag`; empty for a dangling image. */
  readonly tags: readonly string[];
  /** Bytes. */
  readonly size: number;
  /** Milliseconds since the epoch. */
  readonly created: number;
  readonly labels: Readonly<Record<string, string>>;
}

/** What `inspect` says of an image, as far as Drydock uses it. */
export interface ImageDetails {
  readonly id: string;
  readonly user: string;
  readonly workdir: string;
  readonly env: readonly string[];
  readonly entrypoint: readonly string[];
  readonly command: readonly string[];
  readonly architecture: string;
  readonly os: string;
}
