import type { BuildEvent } from '../domain/imageBuild/buildEvent';
import { secretWords } from '../domain/imageBuild/buildSecret';
import type { ImageBuildRequest } from './imageOperations';

/** Builds images in one of several ways. */
export interface ImageBuilder {
  /** As a person reads it in the log, such as `BuildKit by docker buildx 0.13.1`. */
  readonly name: string;
  /** The `docker` command that does the same by hand, or that is run. */
  command(request: ImageBuildRequest): readonly string[];
  /** Resolves with the image's id. */
  build(
    request: ImageBuildRequest,
    report: (event: BuildEvent) => void,
    signal?: AbortSignal,
  ): Promise<string>;
}

/** Makes the argument array of a `docker` command for one engine. */
export type DockerWords = (...words: readonly string[]) => readonly string[];

/** What `docker build` and `docker buildx build` are both told. */
export function buildWords(request: ImageBuildRequest): string[] {
  const { tags, buildArgs = {}, labels = {}, cacheFrom = [], secrets = [] } = request;
  const { target, platform, noCache } = request;
  return [
    ...tags.flatMap((tag) => ['-t', tag]),
    ...Object.entries(buildArgs).flatMap(([name, value]) => ['--build-arg', `${name}=${value}`]),
    ...Object.entries(labels).flatMap(([name, value]) => ['--label', `${name}=${value}`]),
    ...cacheFrom.flatMap((image) => ['--cache-from', image]),
    ...(target === undefined ? [] : ['--target', target]),
    ...(platform === undefined ? [] : ['--platform', platform]),
    ...(noCache === true ? ['--no-cache'] : []),
    ...secrets.flatMap(secretWords),
  ];
}
