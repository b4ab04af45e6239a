import type { ContainerEngine } from './containerEngine';
import { LooseJson } from './looseJson';
import { specFromInspect, type InspectedSpec } from './specFromInspect';

/**
 * What would make a container again as it is, its anonymous volumes included: what `docker run` line
 * stands for it, whoever made it.
 */
export async function containerSpecOf(
  engine: ContainerEngine,
  container: string,
  signal?: AbortSignal,
): Promise<InspectedSpec> {
  const json = LooseJson.parse(await engine.inspectContainerJson(container, signal));
  // By its id: the name may belong to a newer image by now, whose defaults are others.
  const image = await engine.inspectImageJson(json.at('Image').text, signal);
  return specFromInspect(json, LooseJson.parse(image), { anonymousVolumes: 'carry' });
}
