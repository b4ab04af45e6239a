import { CancelledError, errorMessage, throwIfCancelled } from '../base/errors';
import type { ContainerDetails } from '../domain/container';
import type { ContainerSpec } from '../domain/containerSpec';
import { freeName } from '../domain/freeName';
import type { ContainerEngine } from '../engine/containerEngine';
import { containerSpecOf } from '../engine/containerSpecOf';
import { EngineError } from '../engine/engineError';
import { createContainer, startNewContainer } from './createContainer';
import { checkRunning } from './createDevContainer';

/** A container that stands in the place of another. */
export interface RecreatedContainer {
  readonly id: string;
  readonly name: string;
  /** What the engine remarked, in its own words. */
  readonly warnings: readonly string[];
  /** The container that it replaces, where that is still there, and why. */
  readonly kept?: { readonly name: string; readonly reason: string };
}

/**
 * Makes a container anew with changes: stops it, gives it another name, creates and starts the new
 * one, and removes the old one only when the new one runs. Volumes without a name go over to the new
 * one. Whatever goes wrong, and on cancelling too, the old one is put back as it was.
 *
 * One that did not run is not started, so nothing shows that the new one can run: the old one stays.
 */
export async function recreateContainer(
  engine: ContainerEngine,
  container: string,
  change: (spec: ContainerSpec) => ContainerSpec,
  report: (message: string) => void,
  signal?: AbortSignal,
): Promise<RecreatedContainer> {
  const old = await engine.inspectContainer(container, signal);
  const { spec, otherNetworks } = await containerSpecOf(engine, old.id, 'carry', signal);
  if (spec.autoRemove) {
    throw new EngineError(
      'conflict',
      `The container "${old.name}" was created with "--rm": stopping it would remove it, and it could not be put back. Duplicate it instead.`,
    );
  }
  const names = (await engine.listContainers(signal)).map(({ name }) => name);
  const spareName = freeName(`${old.name}-old`, names);
  const wasAlive = isAlive(old);
  throwIfCancelled(signal);
  try {
    if (wasAlive) {
      report(`Stopping the container "${old.name}".`);
      await stop(engine, old);
    }
    await engine.renameContainer(old.id, spareName);
    throwIfCancelled(signal);
    const wanted = withComposeLabels(await ofSameImage(engine, change(spec), spec, old), old);
    const made = await createOnNetworks(
      engine,
      { spec: wanted, otherNetworks, start: wasAlive },
      report,
      signal,
    );
    return { ...made, ...(await removeOld(engine, old, spareName)) };
  } catch (error) {
    throw await putBack(engine, old, signal?.aborted ? new CancelledError() : error);
  }
}

/** What {@link createOnNetworks} makes. */
interface CreationOrder {
  readonly spec: ContainerSpec;
  readonly otherNetworks: Awaited<ReturnType<typeof containerSpecOf>>['otherNetworks'];
  /** Starts it, and sees that it goes on running. */
  readonly start: boolean;
}

/** Creates a container on all of its networks; what fails is removed again. */
export async function createOnNetworks(
  engine: ContainerEngine,
  { spec, otherNetworks, start }: CreationOrder,
  report: (message: string) => void,
  signal?: AbortSignal,
): Promise<RecreatedContainer> {
  const { id, warnings, result } = await createContainer(
    engine,
    spec,
    {
      hostFolder: '.',
      report,
      then: async (made) => {
        await connect(engine, made, otherNetworks);
        if (start) {
          await startNewContainer(engine, spec, made, report, signal);
          await checkRunning(engine, spec, made, signal);
        }
        return (await engine.inspectContainer(made)).name;
      },
    },
    signal,
  );
  return { id, warnings, name: result };
}

async function connect(
  engine: ContainerEngine,
  container: string,
  networks: CreationOrder['otherNetworks'],
): Promise<void> {
  for (const { network, aliases, ip, ip6 } of networks) {
    await engine.connectNetwork(network, container, {
      ...(aliases ? { aliases } : {}),
      ...(ip === undefined ? {} : { ipv4: ip }),
      ...(ip6 === undefined ? {} : { ipv6: ip6 }),
    });
  }
}

function isAlive({ state }: ContainerDetails): boolean {
  return state === 'running' || state === 'paused' || state === 'restarting';
}

async function stop(engine: ContainerEngine, { id, state }: ContainerDetails): Promise<void> {
  if (state === 'paused') {
    await engine.unpauseContainer(id);
  }
  await engine.stopContainer(id);
}

/** The name of its image may belong to another one by now; only who asks for that gets it. */
async function ofSameImage(
  engine: ContainerEngine,
  wanted: ContainerSpec,
  { image }: ContainerSpec,
  { imageId }: ContainerDetails,
): Promise<ContainerSpec> {
  if (wanted.image !== image) {
    return wanted;
  }
  const named = await idOfImage(engine, image);
  return named === imageId ? wanted : { ...wanted, image: imageId };
}

async function idOfImage(engine: ContainerEngine, image: string): Promise<string | undefined> {
  try {
    return (await engine.inspectImage(image)).id;
  } catch (error) {
    if (error instanceof EngineError && error.kind === 'imageMissing') {
      return undefined;
    }
    throw error;
  }
}

/** A specification leaves them out, but this container stays the one that Compose knows. */
function withComposeLabels(spec: ContainerSpec, { labels }: ContainerDetails): ContainerSpec {
  const compose = Object.entries(labels).filter(([key]) => key.startsWith('com.docker.compose.'));
  return compose.length === 0
    ? spec
    : { ...spec, labels: { ...Object.fromEntries(compose), ...spec.labels } };
}

/** The new one is there, so nothing that happens now may undo it. */
async function removeOld(
  engine: ContainerEngine,
  old: ContainerDetails,
  name: string,
): Promise<Pick<RecreatedContainer, 'kept'>> {
  if (!isAlive(old)) {
    return {
      kept: { name, reason: 'The new one was not started, because the old one did not run.' },
    };
  }
  try {
    // Its volumes are the new one's.
    await engine.removeContainer(old.id, { force: false, volumes: false });
    return {};
  } catch (error) {
    return { kept: { name, reason: errorMessage(error) } };
  }
}

/** Gives the old container its name and its life again; returns the error to throw. */
async function putBack(
  engine: ContainerEngine,
  old: ContainerDetails,
  error: unknown,
): Promise<unknown> {
  try {
    const now = await engine.inspectContainer(old.id);
    if (now.name !== old.name) {
      await engine.renameContainer(old.id, old.name);
    }
    if (isAlive(old) && !isAlive(now)) {
      await engine.startContainer(old.id);
    }
    if (old.state === 'paused' && now.state !== 'paused') {
      await engine.pauseContainer(old.id);
    }
    return error;
  } catch (problem) {
    return new EngineError(
      'failed',
      `${errorMessage(error)} The old container ${old.id.slice(0, 12)} ("${old.name}") is still there, but could not be put back as it was: ${errorMessage(problem)}`,
      [],
      { cause: error },
    );
  }
}
