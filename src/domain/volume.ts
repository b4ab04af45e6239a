/** A volume as a list shows it. */
export interface VolumeSummary {
  readonly name: string;
  readonly driver: string;
  readonly scope: string;
  /** On the engine's host. */
  readonly mountpoint: string;
  /** Milliseconds since the epoch; 0 where the engine does not say. */
  readonly created: number;
  readonly labels: Readonly<Record<string, string>>;
  readonly options: Readonly<Record<string, string>>;
  /** Made for one container, with a number instead of a name. */
  readonly isAnonymous: boolean;
}

/** What a volume takes; the engine walks its files for it. */
export interface VolumeUsage {
  readonly name: string;
  /** Bytes; absent where the engine cannot say. */
  readonly size?: number;
  /** How many containers mount it; absent where the engine cannot say. */
  readonly users?: number;
}

/** What a volume is to be. */
export interface VolumeSpec {
  /** Without one the engine makes a name. */
  readonly name?: string;
  readonly driver?: string;
  readonly options?: Readonly<Record<string, string>>;
  readonly labels?: Readonly<Record<string, string>>;
}
