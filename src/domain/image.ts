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
  /** `repository@sha256:…`, of those that came from or went to a registry. */
  readonly digests: readonly string[];
}

/** What `inspect` says of an image, as far as Drydock uses it. */
export interface ImageDetails {
  readonly id: string;
  readonly tags: readonly string[];
  readonly digests: readonly string[];
  /** Bytes. */
  readonly size: number;
  /** Milliseconds since the epoch. */
  readonly created: number;
  /** Digests of the layers' contents, the lowest first: what two images have in common. */
  readonly layers: readonly string[];
  readonly labels: Readonly<Record<string, string>>;
  /** Such as `8080/tcp`. */
  readonly exposedPorts: readonly string[];
  /** Container paths that become anonymous volumes. */
  readonly volumes: readonly string[];
  readonly stopSignal: string;
  readonly user: string;
  readonly workdir: string;
  readonly env: readonly string[];
  readonly entrypoint: readonly string[];
  readonly command: readonly string[];
  readonly architecture: string;
  /** Such as `v8` of `arm64/v8`, or empty. */
  readonly variant: string;
  readonly os: string;
}
