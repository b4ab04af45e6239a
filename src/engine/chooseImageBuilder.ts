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
  const classic = classicBuilder(engine, docker);
  const own = info.capabilities.buildKit
    ? orElse(engineBuildKit(engine, docker), classic, ({ kind }) =>
        kind === 'unsupported' ? 'The engine takes no session of a build' : undefined,
      )
    : classic;
  return version !== undefined && place?.trim() === placeOf(info)
    ? // The engine is given the log-ins that the docker CLI does not know, so its builder gets further then.
      orElse(buildxBuilder(version, docker, env), own, ({ kind }) =>
        kind === 'unauthorized' && hasOwnLogins()
          ? 'The docker CLI does not know the log-ins that Drydock keeps'
          : undefined,
      )
    : own;
}

/** A builder, and another one that takes over where the first fails for a reason that is given. */
function orElse(
  first: ImageBuilder,
  next: ImageBuilder,
  reasonOf: (error: EngineError) => string | undefined,
): ImageBuilder {
  return {
    ...first,
    async build(request, report, signal) {
      try {
        return await first.build(request, report, signal);
      } catch (error) {
        const reason = error instanceof EngineError ? reasonOf(error) : undefined;
        if (reason === undefined) {
          throw error;
        }
        report({ kind: 'log', text: `${reason}, so ${next.name} takes over.\n` });
        return next.build(request, report, signal);
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
