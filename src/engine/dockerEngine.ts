import type { Disposable } from '../base/disposable';
import type { ContainerEngine } from './containerEngine';
import { dockerArchive } from './dockerArchive';
import { dockerContainers } from './dockerContainers';
import { dockerImages } from './dockerImages';
import { dockerNetworks } from './dockerNetworks';
import { dockerSystem } from './dockerSystem';
import { dockerVolumes } from './dockerVolumes';
import { refOf, type DriverContext } from './driverContext';
import { watchEvents } from './engineEvents';
import { startExec } from './execProcess';

/** The port's driver for engines that speak Docker's HTTP API: Docker, and Podman's service. */
export function dockerEngine(context: DriverContext): ContainerEngine {
  const { client, log } = context;
  const watches = new Set<Disposable>();

  return {
    ...dockerContainers(context),
    ...dockerImages(context),
    ...dockerNetworks(context),
    ...dockerVolumes(context),
    ...dockerArchive(context),
    ...dockerSystem(context),

    get endpoint() {
      return client.endpoint;
    },

    exec: (container, request, signal) =>
      startExec(client, refOf(context, container), request, signal),

    locate: () => client.locate(),

    watch(listener) {
      const watch = watchEvents(client, log, listener);
      watches.add(watch);
      return {
        dispose: () => {
          watches.delete(watch);
          watch.dispose();
        },
      };
    },

    dispose() {
      watches.forEach((watch) => watch.dispose());
      client.dispose();
    },
  };
}
