import { onThing, slowCall, type DriverContext } from './driverContext';
import { EngineError } from './engineError';
import { volumeFromInspect, volumesFromList, volumeUsageFromDf } from './fromDockerNetworks';
import type { LooseJson } from './looseJson';
import { namedThings } from './namedThings';
import type { VolumeOperations } from './volumeOperations';

/** Volumes by Docker's API. */
export function dockerVolumes({ client }: DriverContext): VolumeOperations {
  const things = namedThings(client, 'volume');
  const list = (signal: AbortSignal | undefined): Promise<LooseJson> =>
    client.json(
      { method: 'GET', path: '/volumes' },
      { what: 'list the volumes', subject: 'The list of volumes' },
      signal,
    );

  return {
    async listVolumes(signal) {
      return volumesFromList(await list(signal));
    },

    async volumeUsage(signal) {
      return volumeUsageFromDf(
        await client.json(
          // An engine older than API 1.42 measures everything else as well.
          { method: 'GET', path: '/system/df', query: { type: 'volume' }, timeout: slowCall },
          { what: 'measure the volumes', subject: 'The list of volumes' },
          signal,
        ),
      );
    },

    async inspectVolume(volume, signal) {
      return volumeFromInspect(await things.inspect(volume, signal));
    },

    inspectVolumeJson: (volume, signal) => things.inspectText(volume, signal),

    async createVolume(spec, signal) {
      const { name } = spec;
      // Docker answers with the volume that is there, as if it had made it.
      if (name !== undefined && volumesFromList(await list(signal)).some((v) => v.name === name)) {
        throw new EngineError(
          'nameTaken',
          `There is already a volume named "${name}". Choose another name.`,
        );
      }
      const created = await client.json(
        {
          method: 'POST',
          path: '/volumes/create',
          body: {
            Name: name,
            Driver: spec.driver,
            DriverOpts: { ...spec.options },
            Labels: { ...spec.labels },
          },
          timeout: slowCall,
        },
        onThing('create', 'volume', name ?? ''),
        signal,
      );
      return created.at('Name').text;
    },

    removeVolume: (volume, signal) => things.remove(volume, signal),
  };
}
