import { toCreateOptions } from '../domain/toCreateOptions';
import { attachToContainer } from './attachContainer';
import { openLogs } from './containerLogs';
import type { ContainerOperations } from './containerOperations';
import {
  containerPath,
  indented,
  onContainer,
  refOf,
  slowCall,
  type DriverContext,
} from './driverContext';
import { refuseIgnoredGpus } from './ignoredGpus';
import { followStats, readStats } from './containerStats';
import {
  changesFromDocker,
  containerFromInspect,
  containersFromList,
  sizesFromList,
} from './fromDocker';
import { repositoryAndTag } from './repositoryAndTag';
import { updateContainer } from './updateContainer';

/** Containers by Docker's API. */
export function dockerContainers(context: DriverContext): ContainerOperations {
  const { client, names } = context;

  /** Acts on a container without an answer of interest. */
  async function act(
    verb: string,
    container: string,
    signal: AbortSignal | undefined,
    query?: Readonly<Record<string, unknown>>,
  ): Promise<void> {
    await client.text(
      {
        method: 'POST',
        path: `${containerPath(container)}/${verb}`,
        timeout: slowCall,
        ...(query ? { query } : {}),
      },
      onContainer(context, verb, container),
      signal,
    );
  }

  return {
    async listContainers(signal) {
      const containers = containersFromList(
        await client.json(
          { method: 'GET', path: '/containers/json', query: { all: true } },
          { what: 'list the containers', subject: 'The list of containers' },
          signal,
        ),
      );
      names.replace(containers);
      return containers;
    },

    async containerSizes(containers, signal) {
      const filters = containers ? { filters: { id: containers } } : {};
      return sizesFromList(
        await client.json(
          {
            method: 'GET',
            path: '/containers/json',
            query: { all: true, size: true, ...filters },
            timeout: slowCall,
          },
          { what: 'measure the containers', subject: 'The list of containers' },
          signal,
        ),
      );
    },

    async inspectContainer(container, signal) {
      return containerFromInspect(
        await client.json(
          { method: 'GET', path: `${containerPath(container)}/json` },
          onContainer(context, 'inspect', container),
          signal,
        ),
      );
    },

    async inspectContainerJson(container, signal) {
      const text = await client.text(
        { method: 'GET', path: `${containerPath(container)}/json` },
        onContainer(context, 'inspect', container),
        signal,
      );
      return indented(text);
    },

    async createContainer(spec, signal) {
      const { name, platform, body } = toCreateOptions(spec);
      const called = name ? ` "${name}"` : '';
      await refuseIgnoredGpus(client, spec, signal);
      const created = await client.json(
        {
          method: 'POST',
          path: '/containers/create',
          query: { name, platform },
          body,
          timeout: slowCall,
        },
        { what: `create the container${called}`, subject: `The container${called}` },
        signal,
      );
      const id = created.at('Id').text;
      names.add(id, name);
      return { id, warnings: created.at('Warnings').texts };
    },

    startContainer: (container, signal) => act('start', container, signal),
    stopContainer: (container, signal) => act('stop', container, signal),
    restartContainer: (container, signal) => act('restart', container, signal),
    pauseContainer: (container, signal) => act('pause', container, signal),
    unpauseContainer: (container, signal) => act('unpause', container, signal),
    killContainer: (container, killSignal, signal) =>
      act('kill', container, signal, { signal: killSignal }),

    async renameContainer(container, name, signal) {
      await act('rename', container, signal, { name });
      names.rename(container, name);
    },

    updateContainer: (container, update, signal) =>
      updateContainer(context, container, update, signal),

    async removeContainer(container, { force, volumes }, signal) {
      await client.text(
        {
          method: 'DELETE',
          path: containerPath(container),
          query: { force, v: volumes },
          timeout: slowCall,
        },
        onContainer(context, 'remove', container),
        signal,
      );
    },

    async waitForContainer(container, signal) {
      const answer = await client.json(
        { method: 'POST', path: `${containerPath(container)}/wait`, timeout: 0 },
        onContainer(context, 'wait for', container),
        signal,
      );
      return answer.at('StatusCode').number;
    },

    async commitContainer(container, request, signal) {
      const answer = await client.json(
        {
          method: 'POST',
          path: '/commit',
          query: {
            container,
            ...(request.reference === undefined ? {} : repositoryAndTag(request.reference)),
            comment: request.message,
            author: request.author,
            pause: request.pause,
            changes: request.changes,
          },
          // Podman insists on a configuration, if only an empty one.
          body: {},
          timeout: slowCall,
        },
        onContainer(context, 'make an image of', container),
        signal,
      );
      return answer.at('Id').text;
    },

    async containerChanges(container, signal) {
      return changesFromDocker(
        await client.json(
          { method: 'GET', path: `${containerPath(container)}/changes`, timeout: slowCall },
          onContainer(context, 'compare with its image', container),
          signal,
        ),
      );
    },

    exportContainer: (container, signal) =>
      client.open(
        { method: 'GET', path: `${containerPath(container)}/export`, timeout: slowCall },
        onContainer(context, 'export', container),
        signal,
      ),

    logs: (container, options, signal) =>
      openLogs(client, refOf(context, container), options, signal),
    attachContainer: (container, options, signal) =>
      attachToContainer(client, refOf(context, container), options, signal),
    containerStats: (container, signal) => readStats(context, container, signal),
    followStats: (container, signal) => followStats(context, container, signal),
  };
}
