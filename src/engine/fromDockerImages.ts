import type { ImageDetails, ImageSummary } from '../domain/image';
import type { ImageLayer } from '../domain/imageLayer';
import { momentOf } from './fromDocker';
import type { LooseJson } from './looseJson';

/** Reads the answer to `GET /images/json`. */
export function imagesFromList(json: LooseJson): readonly ImageSummary[] {
  return json.items.map((item) => ({
    id: withAlgorithm(item.at('Id').text),
    ...namesOf(item),
    size: item.at('Size').number,
    created: item.at('Created').number * 1000,
    labels: item.at('Labels').textRecord,
  }));
}

/** Reads the answer to `GET /images/{name}/json`. */
export function imageFromInspect(json: LooseJson): ImageDetails {
  const config = json.at('Config');
  return {
    id: withAlgorithm(json.at('Id').text),
    ...namesOf(json),
    size: json.at('Size').number,
    created: momentOf(json.at('Created')),
    layers: json.at('RootFS', 'Layers').texts,
    labels: config.at('Labels').textRecord,
    exposedPorts: config.at('ExposedPorts').keys,
    volumes: config.at('Volumes').keys,
    stopSignal: config.at('StopSignal').text,
    user: config.at('User').text,
    workdir: config.at('WorkingDir').text,
    env: config.at('Env').texts,
    entrypoint: config.at('Entrypoint').texts,
    command: config.at('Cmd').texts,
    architecture: json.at('Architecture').text,
    variant: json.at('Variant').text,
    os: json.at('Os').text,
  };
}

/** Reads the answer to `GET /images/{name}/history`. */
export function layersFromHistory(json: LooseJson): readonly ImageLayer[] {
  return json.items.map((item) => {
    const id = item.at('Id').text;
    return {
      ...(id === '' || id === '<missing>' ? {} : { imageId: withAlgorithm(id) }),
      created: item.at('Created').number * 1000,
      command: item.at('CreatedBy').text,
      size: item.at('Size').number,
      tags: item.at('Tags').texts,
      comment: item.at('Comment').text,
    };
  });
}

function namesOf(item: LooseJson): Pick<ImageSummary, 'tags' | 'digests'> {
  return {
    tags: item.at('RepoTags').texts.filter((tag) => tag !== '<none>:<none>'),
    digests: item.at('RepoDigests').texts.filter((digest) => digest !== '<none>@<none>'),
  };
}

/** Podman leaves the name of the algorithm out of some ids. */
function withAlgorithm(id: string): string {
  return /^[0-9a-f]{64}$/.test(id) ? `sha256:${id}` : id;
}
