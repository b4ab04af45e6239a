import { parseImageReference } from '../domain/imageReference';

/** A name for an image as the parameters of the engine's API. */
export function repositoryAndTag(reference: string): {
  readonly repo: string;
  readonly tag: string;
} {
  const { registry, repository, tag = 'latest' } = parseImageReference(reference);
  return { repo: registry === undefined ? repository : `${registry}/${repository}`, tag };
}
