import type { Mount } from '../domain/containerSpec';
import { DockerRunError } from '../domain/dockerRunError';
import { parseVolumeFlag } from '../domain/volumeFlag';
import type { LooseJson } from './looseJson';
import { defined, given, someRecord } from './specFields';

/** The mounts that were asked for, of `-v` and of `--mount`. */
export function mountsOf(host: LooseJson): Mount[] {
  return [
    ...host.at('Binds').texts.map(bindOf),
    ...host
      .at('Mounts')
      .items.map(mountOf)
      .filter((mount) => mount !== undefined),
  ];
}

/** The volumes that the engine made and named by itself, to be mounted again by their names. */
export function anonymousMounts(json: LooseJson): Mount[] {
  const asked = mountsOf(json.at('HostConfig')).map(({ target }) => target);
  return json
    .at('Mounts')
    .items.filter((mount) => mount.at('Type').text === 'volume')
    .filter((mount) => !asked.includes(mount.at('Destination').text))
    .map((mount) => ({
      kind: 'volume',
      source: mount.at('Name').text,
      target: mount.at('Destination').text,
      ...(!mount.at('RW').isTrue && { readOnly: true }),
    }));
}

function bindOf(bind: string): Mount {
  return parseVolumeFlag(bind, '/', (reason) => new DockerRunError('invalidValue', bind, reason));
}

/** Undefined for the kinds that no specification has (`npipe`, `cluster`, `image`). */
function mountOf(json: LooseJson): Mount | undefined {
  const kind = (['bind', 'volume', 'tmpfs'] as const).find((one) => one === json.at('Type').text);
  if (kind === undefined) {
    return undefined;
  }
  const volume = json.at('VolumeOptions');
  const consistency = (['consistent', 'cached', 'delegated'] as const).find(
    (one) => one === json.at('Consistency').text,
  );
  return defined({
    kind,
    source: given(json.at('Source').text),
    target: json.at('Target').text,
    readOnly: json.at('ReadOnly').isTrue || undefined,
    consistency,
    bindPropagation: given(json.at('BindOptions', 'Propagation').text),
    bindNonRecursive: json.at('BindOptions', 'NonRecursive').isTrue || undefined,
    volumeNoCopy: volume.at('NoCopy').isTrue || undefined,
    volumeSubpath: given(volume.at('Subpath').text),
    volumeLabels: someRecord(volume.at('Labels').textRecord),
    volumeDriver: given(volume.at('DriverConfig', 'Name').text),
    volumeOptions: someRecord(volume.at('DriverConfig', 'Options').textRecord),
    tmpfsSize: json.at('TmpfsOptions', 'SizeBytes').number || undefined,
    tmpfsMode: json.at('TmpfsOptions', 'Mode').number || undefined,
  });
}
