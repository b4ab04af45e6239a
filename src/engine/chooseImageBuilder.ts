import { execFile } from 'node:child_process';
import type { EngineInfo } from '../domain/engineInfo';
import { buildxBuilder } from './buildxBuilder';
import { classicBuilder } from './classicBuilder';
import type { Environment } from './dockerConfig';
import type { DockerWords, ImageBuilder } from './imageBuilder';
import type { ImageOperations } from './imageOperations';
import type { SystemOperations } from './systemOperations';

/**
 * BuildKit by `docker buildx`, where the docker CLI has it and reaches the same engine; else the
 * engine's classic builder.
 */
export async function chooseImageBuilder(
  engine: Pick<ImageOperations, 'buildImage'> & Pick<SystemOperations, 'info'>,
  docker: DockerWords,
  env: Environment,
  signal?: AbortSignal,
): Promise<ImageBuilder> {
  const [said, place, info] = await Promise.all([
    outputOf(docker('buildx', 'version'), env, signal),
    outputOf(docker('info', '--format', '{{.Name}}\n{{.DockerRootDir}}'), env, signal),
    engine.info(signal),
  ]);
  const version = /\bv?(\d+\.\d+\.\d+)/.exec(said ?? '')?.[1];
  return version !== undefined && place?.trim() === placeOf(info)
    ? buildxBuilder(version, docker, env)
    : classicBuilder(engine, docker);
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
