import type { ContainerSpec } from '../domain/containerSpec';
import type { EngineClient } from './engineClient';
import { EngineError } from './engineError';
import { podmanVersion } from './podmanVersion';

/**
 * Docker refuses to start a container whose GPUs it cannot give. Podman 4 passes over them in Docker's
 * API without a word, so that the program would find none; it is asked only when there are any.
 */
export async function refuseIgnoredGpus(
  client: EngineClient,
  spec: ContainerSpec,
  signal?: AbortSignal,
): Promise<void> {
  if (spec.gpus === undefined && spec.cdiDevices === undefined) {
    return;
  }
  const version = await podmanVersion(client, signal);
  if (version !== undefined && Number.parseInt(version, 10) < 5) {
    throw new EngineError(
      'gpuUnavailable',
      `Podman ${version} gives no GPUs over Docker's API. Create the container without GPUs, or on Podman's command line with "--device nvidia.com/gpu=all".`,
    );
  }
}
