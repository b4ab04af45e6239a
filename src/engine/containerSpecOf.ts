import type { ContainerEngine } from './containerEngine';
import { LooseJson } from './looseJson';
import { specFromInspect, type InspectedSpec } from './specFromInspect';

/**
 * What would make a container again as it is, whoever made it: with `carry`, on its volumes without a
 * name; with `leave`, on new ones.
 */
export async function containerSpecOf(
  engine: ContainerEngine,
  container: string,
  anonymousVolumes: 'carry' | 'leave',
  signal?: AbortSignal,
): Promise<InspectedSpec> {
  const json = LooseJson.parse(await engine.inspectContainerJson(container, signal));
  // By its id: the name may belong to a newer image by now, whose defaults are others.
  const image = await engine.inspectImageJson(json.at('Image').text, signal);
  return specFromInspect(json, LooseJson.parse(image), { anonymousVolumes });
}
