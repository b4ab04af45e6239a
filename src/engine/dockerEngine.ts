import type { Readable } from 'node:stream';
import type { Disposable } from '../base/disposable';
import type { Logger } from '../base/logger';
import type { ContainerDetails, ContainerSummary } from '../domain/container';
import type { ContainerSpec } from '../domain/containerSpec';
import type { ImageDetails, ImageSummary } from '../domain/image';
import { toCreateOptions } from '../domain/toCreateOptions';
import type { Action } from './apiError';
import { ContainerNames, type ContainerRef } from './containerNames';
import type {
  BuildProgress,
  ContainerEngine,
  CreatedContainer,
  EngineChange,
  EngineInfo,
  ExecProcess,
  ExecRequest,
  ImageBuildRequest,
  LogOptions,
  OutputStreams,
  RemoveOptions,
  TransferProgress,
} from './containerEngine';
import type { Environment } from './dockerConfig';
import type { EngineClient } from './engineClient';
import { readEngineInfo } from './engineInfo';
import { watchEvents } from './engineEvents';
import { startExec } from './execProcess';
import {
  containerFromInspect,
  containersFromList,
  imageFromInspect,
  imagesFromList,
} from './fromDocker';
import { openLogs } from './containerLogs';
import { pullImage } from './pullImage';

/** The port's driver for engines that speak Docker's HTTP API: Docker, and Podman's service. */
export class DockerEngine implements ContainerEngine {
  private readonly watches = new Set<Disposable>();
  private readonly names = new ContainerNames();

  constructor(
    private readonly client: EngineClient,
    private readonly env: Environment,
    private readonly log: Logger,
  ) {}

  get endpoint(): string {
    return this.client.endpoint;
  }

  info(signal?: AbortSignal): Promise<EngineInfo> {
    return readEngineInfo(this.client, signal);
  }

  async listContainers(signal?: AbortSignal): Promise<readonly ContainerSummary[]> {
    const action = { what: 'list the containers', subject: 'The list of containers' };
    const containers = containersFromList(
      await this.client.json(
        { method: 'GET', path: '/containers/json', query: { all: true } },
        action,
        signal,
      ),
    );
    this.names.replace(containers);
    return containers;
  }

  async inspectContainer(container: string, signal?: AbortSignal): Promise<ContainerDetails> {
    return containerFromInspect(
      await this.client.json(
        { method: 'GET', path: `${containerPath(container)}/json` },
        this.on('inspect', container),
        signal,
      ),
    );
  }

  async inspectContainerJson(container: string, signal?: AbortSignal): Promise<string> {
    const text = await this.client.text(
      { method: 'GET', path: `${containerPath(container)}/json` },
      this.on('inspect', container),
      signal,
    );
    return indented(text);
  }

  async createContainer(spec: ContainerSpec, signal?: AbortSignal): Promise<CreatedContainer> {
    const { name, platform, body } = toCreateOptions(spec);
    const created = await this.client.json(
      {
        method: 'POST',
        path: '/containers/create',
        query: { name, platform },
        body,
        timeout: slowCall,
      },
      {
        what: `create the container${name ? ` "${name}"` : ''}`,
        subject: `The container${name ? ` "${name}"` : ''}`,
      },
      signal,
    );
    const id = created.at('Id').text;
    this.names.add(id, name);
    return { id, warnings: created.at('Warnings').texts };
  }

  async startContainer(container: string, signal?: AbortSignal): Promise<void> {
    await this.postToContainer('start', container, signal);
  }

  async stopContainer(container: string, signal?: AbortSignal): Promise<void> {
    await this.postToContainer('stop', container, signal);
  }

  async restartContainer(container: string, signal?: AbortSignal): Promise<void> {
    await this.postToContainer('restart', container, signal);
  }

  async unpauseContainer(container: string, signal?: AbortSignal): Promise<void> {
    await this.postToContainer('unpause', container, signal);
  }

  async removeContainer(
    container: string,
    { force, volumes }: RemoveOptions,
    signal?: AbortSignal,
  ): Promise<void> {
    await this.client.text(
      {
        method: 'DELETE',
        path: containerPath(container),
        query: { force, v: volumes },
        timeout: slowCall,
      },
      this.on('remove', container),
      signal,
    );
  }

  logs(container: string, options: LogOptions, signal?: AbortSignal): Promise<OutputStreams> {
    return openLogs(this.client, this.ref(container), options, signal);
  }

  exec(container: string, request: ExecRequest, signal?: AbortSignal): Promise<ExecProcess> {
    return startExec(this.client, this.ref(container), request, signal);
  }

  async listImages(signal?: AbortSignal): Promise<readonly ImageSummary[]> {
    const action = { what: 'list the images', subject: 'The list of images' };
    return imagesFromList(
      await this.client.json({ method: 'GET', path: '/images/json' }, action, signal),
    );
  }

  async inspectImage(image: string, signal?: AbortSignal): Promise<ImageDetails> {
    return imageFromInspect(
      await this.client.json(
        { method: 'GET', path: `${imagePath(image)}/json` },
        onImage('inspect', image),
        signal,
      ),
    );
  }

  async inspectImageJson(image: string, signal?: AbortSignal): Promise<string> {
    const text = await this.client.text(
      { method: 'GET', path: `${imagePath(image)}/json` },
      onImage('inspect', image),
      signal,
    );
    return indented(text);
  }

  async removeImage(
    image: string,
    { force }: { force: boolean },
    signal?: AbortSignal,
  ): Promise<void> {
    await this.client.text(
      { method: 'DELETE', path: imagePath(image), query: { force }, timeout: slowCall },
      onImage('remove', image),
      signal,
    );
  }

  pullImage(
    reference: string,
    report: (progress: TransferProgress) => void,
    signal?: AbortSignal,
  ): Promise<void> {
    return pullImage(this.client, this.env, reference, report, signal);
  }

  async buildImage(
    request: ImageBuildRequest,
    report: (progress: BuildProgress) => void,
    signal?: AbortSignal,
  ): Promise<string> {
    // Loaded late: archives take time to load, and the debug adapter builds no image.
    const { buildImage } = await import('./buildImage');
    return buildImage(this.client, this.env, request, report, signal);
  }

  getArchive(container: string, pathInContainer: string, signal?: AbortSignal): Promise<Readable> {
    return this.client.open(
      {
        method: 'GET',
        path: `${containerPath(container)}/archive`,
        query: { path: pathInContainer },
      },
      {
        what: `read "${pathInContainer}" in the container "${this.names.of(container)}"`,
        subject: `"${pathInContainer}" in the container "${this.names.of(container)}"`,
      },
      signal,
    );
  }

  watch(listener: (change: EngineChange) => void): Disposable {
    const watch = watchEvents(this.client, this.log, listener);
    this.watches.add(watch);
    return {
      dispose: () => {
        this.watches.delete(watch);
        watch.dispose();
      },
    };
  }

  dispose(): void {
    this.watches.forEach((watch) => watch.dispose());
    this.client.dispose();
  }

  private ref(container: string): ContainerRef {
    return { id: container, name: this.names.of(container) };
  }

  private on(verb: string, container: string): Action {
    const name = this.names.of(container);
    return { what: `${verb} the container "${name}"`, subject: `The container "${name}"` };
  }

  private async postToContainer(
    verb: string,
    container: string,
    signal: AbortSignal | undefined,
  ): Promise<void> {
    await this.client.text(
      { method: 'POST', path: `${containerPath(container)}/${verb}`, timeout: slowCall },
      this.on(verb, container),
      signal,
    );
  }
}

/** Calls in which the engine waits for a process or a disk. */
const slowCall = 10 * 60 * 1000;

function containerPath(container: string): string {
  return `/containers/${encodeURIComponent(container)}`;
}

/** The slashes of an image's name are part of the path. */
function imagePath(image: string): string {
  return `/images/${image.split('/').map(encodeURIComponent).join('/')}`;
}

function onImage(verb: string, image: string): Action {
  return { what: `${verb} the image "${image}"`, subject: `The image "${image}"` };
}

function indented(json: string): string {
  return JSON.stringify(JSON.parse(json), undefined, 2);
}
