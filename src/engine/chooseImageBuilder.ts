import { execFile } from 'node:child_process';
import type { EngineInfo } from '../domain/engineInfo';
import { buildxBuilder } from './buildxBuilder';
import { classicBuilder } from './classicBuilder';
import type { Environment } from './dockerConfig';
import { engineBuildKit } from './engineBuildKit';
import { EngineError } from './engineError';
import type { DockerWords, ImageBuilder } from './imageBuilder';
import type { ImageOperations } from './imageOperations';
import type { SystemOperations } from './systemOperations';

/** What {@link chooseImageBuilder} decides by. */
interface BuilderOptions {
  readonly env: Environment;
  /** Whether there are log-ins to registries that the docker CLI does not know. */
  readonly hasOwnLogins: () => boolean;
}

/**
 * BuildKit by `docker buildx`, where the docker CLI has it and reaches the same engine; else the
 * engine's own BuildKit, where it has that; else its classic builder.
 */
export async function chooseImageBuilder(
  engine: Pick<ImageOperations, 'buildImage' | 'buildWithBuildKit'> &
    Pick<SystemOperations, 'info'>,
  docker: DockerWords,
  { env, hasOwnLogins }: BuilderOptions,
  signal?: AbortSignal,
): Promise<ImageBuilder> {
  const [said, place, info] = await Promise.all([
    outputOf(docker('buildx', 'version'), env, signal),
    outputOf(docker('info', '--format', '{{.Name}}\n{{.DockerRootDir}}'), env, signal),
    engine.info(signal),
  ]);
  const version = /\bv?(\d+\.\d+\.\d+)/.exec(said ?? '')?.[1];
  const own = info.capabilities.buildKit
    ? engineBuildKit(engine, docker)
    : classicBuilder(engine, docker);
  return version !== undefined && place?.trim() === placeOf(info)
    ? thenEngine(buildxBuilder(version, docker, env), own, hasOwnLogins)
    : own;
}

/** The engine is given the log-ins that the docker CLI does not know, so its builder gets further then. */
function thenEngine(
  buildx: ImageBuilder,
  own: ImageBuilder,
  hasOwnLogins: () => boolean,
): ImageBuilder {
  return {
    ...buildx,
    async build(request, report, signal) {
      try {
        return await buildx.build(request, report, signal);
      } catch (error) {
        if (!(error instanceof EngineError && error.kind === 'unauthorized' && hasOwnLogins())) {
          throw error;
        }
        const text = `The docker CLI does not know the log-ins that Drydock keeps, so ${own.name} takes over.\n`;
        report({ kind: 'log', text });
        return own.build(request, report, signal);
      }
    },
  };
}

/** What tells engines apart: two on one machine keep their things in different folders. */
function placeOf({ machine }: EngineInfo): string {
  return `${machine.name}\n${machine.rootFolder}`;
}

/** What a program printed; undefined when it is not there, or failed. */
function outputOf(
  [program = '', ...args]: readonly string[],
  env: Environment,
  signal?: AbortSignal,
): Promise<string | undefined> {
  return new Promise((resolve) => {
    const options = { env: { ...env }, timeout: 10_000, ...(signal ? { signal } : {}) };
    execFile(program, args, options, (error, stdout) => resolve(error ? undefined : stdout));
  });
}
