import type { Mount } from './containerSpec';
import { isAbsoluteHostPath } from './hostPaths';
import { formatMountFlag } from './mountFlag';
import { quoteArgv } from './shellQuote';
import { formatVolumeFlag } from './volumeFlag';
import type { YamlValue } from './yamlText';

/** The mounts of a service, and the volumes that the file declares for them. */
interface ComposeMounts {
  readonly entries: readonly YamlValue[];
  readonly volumes: Readonly<Record<string, YamlValue>>;
  /** Mounts with something that Compose cannot say, as flags of `docker run`. */
  readonly unsupported: readonly string[];
}

/** Writes mounts as Compose has them: `-v` in its short form, `--mount` in its long one. */
export function composeMounts(mounts: readonly Mount[]): ComposeMounts {
  const named = mounts.flatMap((mount) => {
    const name = volumeName(mount);
    return name === undefined ? [] : [[name, declaration(name, mount)] as const];
  });
  return {
    entries: mounts.map((mount) =>
      mount.kind === 'volumeFlag' ? formatVolumeFlag(mount) : longForm(mount),
    ),
    volumes: Object.fromEntries(named),
    unsupported: mounts.flatMap((mount) =>
      mount.kind !== 'volumeFlag' && volumeName(mount) === undefined && hasDriver(mount)
        ? [quoteArgv(['--mount', formatMountFlag(mount)])]
        : [],
    ),
  };
}

type LongMount = Exclude<Mount, { kind: 'volumeFlag' }>;

function longForm(mount: LongMount): YamlValue {
  const { kind, source, target, readOnly, consistency } = mount;
  const bind = whenAny({
    propagation: mount.bindPropagation,
    recursive: mount.bindNonRecursive ? 'disabled' : undefined,
    // The long form makes a missing source, as "-v" does; "--mount" refuses it.
    create_host_path: kind === 'bind' ? false : undefined,
  });
  return {
    type: kind,
    source,
    target,
    read_only: readOnly,
    consistency,
    bind,
    volume: whenAny({ nocopy: mount.volumeNoCopy, subpath: mount.volumeSubpath }),
    tmpfs: whenAny({ size: mount.tmpfsSize, mode: mount.tmpfsMode }),
  };
}

/** A volume by name must be declared; without a name of its own it would get the project's in front. */
function declaration(name: string, mount: Mount): YamlValue {
  return mount.kind === 'volumeFlag'
    ? { name }
    : {
        name,
        driver: mount.volumeDriver,
        driver_opts: mount.volumeOptions,
        labels: mount.volumeLabels,
      };
}

function volumeName({ kind, source }: Mount): string | undefined {
  const isName = kind === 'volume' || (kind === 'volumeFlag' && !isAbsoluteHostPath(source ?? '/'));
  return isName && source !== '' ? source : undefined;
}

function hasDriver({ volumeDriver, volumeOptions, volumeLabels }: LongMount): boolean {
  return [volumeDriver, volumeOptions, volumeLabels].some((value) => value !== undefined);
}

function whenAny(
  fields: Readonly<Record<string, YamlValue | undefined>>,
): Readonly<Record<string, YamlValue | undefined>> | undefined {
  return Object.values(fields).some((value) => value !== undefined) ? fields : undefined;
}
