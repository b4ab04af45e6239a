import { UserError } from '../../base/errors';
import type { ContainerDetails } from '../../domain/container';
import { createPathMap, sourceFileMapPairs } from '../../domain/pathMap';
import type { DebugEngine } from '../../engine/containerEngine';
import { EngineError } from '../../engine/engineError';
import type { DebugPlan } from '../plan/debugPlan';
import { hostPlatform } from './hostPlatform';
import { LearnedPaths } from '../breakpoints/learnedPaths';

/** The container that a session debugs in. */
export interface DebugContainer {
  readonly engine: DebugEngine;
  readonly id: string;
  readonly name: string;
  /** Who runs gdb and the program; absent means the container's own user. */
  readonly user?: string;
  /** The container's environment, as `NAME=value`. */
  readonly environment: readonly string[];
  readonly pathMap: LearnedPaths;
}

/** Finds the container of a plan, and starts it when it is not running. */
export async function enterContainer(
  engine: DebugEngine,
  plan: DebugPlan,
): Promise<DebugContainer> {
  const details = await inspect(engine, plan.container);
  if (details.state === 'paused') {
    await engine.unpauseContainer(details.id);
  } else if (details.state !== 'running') {
    await engine.startContainer(details.id);
    await checkRunning(engine, details);
  }
  return {
    engine,
    id: details.id,
    name: details.name,
    ...(plan.user && { user: plan.user }),
    environment: details.env,
    pathMap: new LearnedPaths(
      createPathMap(details.mounts, {
        platform: hostPlatform(),
        overrides: sourceFileMapPairs(plan.sourceFileMap),
      }),
    ),
  };
}

/**
 * A path of a launch configuration as the container knows it: that of the host where a mount shows
 * it, else as it is.
 */
export function inContainer(attribute: string, path: string, container: DebugContainer): string {
  const mapped = container.pathMap.toContainer(path);
  if (mapped !== undefined || path.startsWith('/')) {
    return mapped ?? path;
  }
  throw new UserError(
    `The attribute "${attribute}" names "${path}", which no mount of the container "${container.name}" shows. Use a path below ${mountedFolders(container)}, or a path in the container.`,
  );
}

/** The host folders that the container shows, for a message. */
export function mountedFolders({ pathMap }: DebugContainer): string {
  const folders = pathMap.mappings.map(({ hostRoot }) => `"${hostRoot}"`);
  return folders.length === 0 ? 'a folder that is mounted (there is none)' : folders.join(', ');
}

async function inspect(engine: DebugEngine, container: string): Promise<ContainerDetails> {
  try {
    return await engine.inspectContainer(container);
  } catch (error) {
    if (error instanceof EngineError && error.kind === 'notFound') {
      throw new UserError(
        `There is no container "${container}" on ${engine.endpoint}. Create it, or name another one in the attribute "container".`,
        [],
        { cause: error },
      );
    }
    throw error;
  }
}

/**
 * The plan with its container named. Compose names its containers as it likes, but labels them with
 * what they are of.
 */
export async function nameContainer(plan: DebugPlan, engine: DebugEngine): Promise<DebugPlan> {
  if (!plan.service) {
    return plan;
  }
  const { service, project } = plan.service;
  const all = await engine.listContainers();
  const found = all.filter(
    ({ labels }) =>
      labels['com.docker.compose.service'] === service &&
      (project === undefined || labels['com.docker.compose.project'] === project),
  );
  const [container, ...others] = found;
  if (!container) {
    throw new UserError(
      `There is no container of the compose service "${service}" on ${engine.endpoint}. Start it ("docker compose up -d ${service}"), or set the attribute "container" to a container's name.`,
    );
  }
  if (others.length > 0) {
    const names = found.map(({ name }) => `"${name}"`).join(', ');
    throw new UserError(
      `The compose service "${service}" has several containers: ${names}. Set the attribute "container" to the name of one.`,
    );
  }
  return { ...plan, container: container.id };
}

async function checkRunning(engine: DebugEngine, details: ContainerDetails): Promise<void> {
  const { state, exitCode } = await engine.inspectContainer(details.id);
  if (state !== 'running') {
    throw new UserError(
      `The container "${details.name}" was started but ended at once with exit code ${exitCode}. Give it a command that keeps it running, such as "sleep infinity".`,
    );
  }
}
