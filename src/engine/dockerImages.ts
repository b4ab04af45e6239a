import { indented, onThing, slowCall, type DriverContext } from './driverContext';
import { imageFromInspect, imagesFromList, layersFromHistory } from './fromDockerImages';
import { importImage, loadImages } from './loadImages';
import { imagePath } from './imagePath';
import type { ImageOperations } from './imageOperations';
import { pullImage } from './pullImage';
import { pushImage } from './pushImage';
import { repositoryAndTag } from './repositoryAndTag';

/** Images by Docker's API. */
export function dockerImages(context: DriverContext): ImageOperations {
  const { client } = context;
  const on = (verb: string, image: string): ReturnType<typeof onThing> =>
    onThing(verb, 'image', image);

  return {
    async listImages(signal) {
      const action = { what: 'list the images', subject: 'The list of images' };
      return imagesFromList(
        await client.json({ method: 'GET', path: '/images/json' }, action, signal),
      );
    },

    async inspectImage(image, signal) {
      return imageFromInspect(
        await client.json(
          { method: 'GET', path: `${imagePath(image)}/json` },
          on('inspect', image),
          signal,
        ),
      );
    },

    async inspectImageJson(image, signal) {
      const text = await client.text(
        { method: 'GET', path: `${imagePath(image)}/json` },
        on('inspect', image),
        signal,
      );
      return indented(text);
    },

    async imageHistory(image, signal) {
      return layersFromHistory(
        await client.json(
          { method: 'GET', path: `${imagePath(image)}/history` },
          on('read the history of', image),
          signal,
        ),
      );
    },

    async tagImage(image, reference, signal) {
      await client.text(
        { method: 'POST', path: `${imagePath(image)}/tag`, query: repositoryAndTag(reference) },
        on('tag', image),
        signal,
      );
    },

    async removeImage(image, { force }, signal) {
      await client.text(
        { method: 'DELETE', path: imagePath(image), query: { force }, timeout: slowCall },
        on('remove', image),
        signal,
      );
    },

    pullImage: (reference, report, signal) => pullImage(context, reference, report, signal),
    pushImage: (reference, report, signal) => pushImage(context, reference, report, signal),

    saveImages: (images, signal) =>
      client.open(
        { method: 'GET', path: '/images/get', query: { names: images }, timeout: slowCall },
        on('save', images.join('", "')),
        signal,
      ),

    loadImages: (archive, signal) => loadImages(client, archive, signal),
    importImage: (archive, request, signal) => importImage(client, archive, request, signal),

    async buildImage(request, report, signal) {
      // Loaded late: archives take time to load, and the debug adapter builds no image.
      const { buildImage } = await import('./buildImage');
      return buildImage(context, request, report, signal);
    },

    async buildWithBuildKit(request, report, signal) {
      const { buildWithBuildKit } = await import('./buildWithBuildKit');
      return buildWithBuildKit(context, request, report, signal);
    },
  };
}
