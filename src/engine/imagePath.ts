/** The path of an image in the engine's API. The slashes of its name are part of the path. */
export function imagePath(image: string): string {
  return `/images/${image.split('/').map(encodeURIComponent).join('/')}`;
}
