import type { ImageBuildRequest } from './imageOperations';

/** What both builders of an engine are told in the query of `POST /build`. */
export function buildQuery(request: ImageBuildRequest): Readonly<Record<string, unknown>> {
  return {
    t: request.tags,
    dockerfile: request.dockerfile,
    buildargs: request.buildArgs,
    labels: request.labels,
    target: request.target,
    // A list in JSON, unlike the tags.
    cachefrom: request.cacheFrom?.length ? JSON.stringify(request.cacheFrom) : undefined,
    platform: request.platform,
    nocache: request.noCache,
  };
}
