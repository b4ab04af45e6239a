import { ageText } from './age';
import { byteSize } from './byteSize';
import type { ContainerSummary } from './container';
import type { ImageSummary } from './image';
import { markdownCode, markdownTable } from './markdown';

/** Tagged ones by name, then those without a tag, the newest first. */
export function sortImages(images: readonly ImageSummary[]): ImageSummary[] {
  const byName = new Intl.Collator(undefined, { numeric: true });
  return [...images].sort((a, b) => {
    const [first, second] = [a.tags[0], b.tags[0]];
    if (first !== undefined && second !== undefined) {
      return byName.compare(first, second);
    }
    if (first === undefined && second === undefined) {
      return b.created - a.created;
    }
    return first === undefined ? 1 : -1;
  });
}

/** The first tag, or the start of the id where there is none. */
export function imageLabel(image: ImageSummary): string {
  return image.tags[0] ?? shortImageId(image.id);
}

/** Twelve digits of the id, as `docker images` shows it. */
function shortImageId(id: string): string {
  return id.replace(/^sha256:/, '').slice(0, 12);
}

/** One line beside the name: no tag or more of them, size, age, whether containers use it. */
export function imageDescription(image: ImageSummary, usedBy: number, now: number): string {
  const parts = [byteSize(image.size), ageText(image.created, now)];
  if (image.tags.length === 0) {
    parts.unshift('untagged');
  } else if (image.tags.length > 1) {
    parts.unshift(`+${image.tags.length - 1} tag${image.tags.length === 2 ? '' : 's'}`);
  }
  if (usedBy > 0) {
    parts.push('in use');
  }
  return parts.join(' · ');
}

/** The details of an image as Markdown; whatever comes from the engine is escaped. */
export function imageTooltip(
  image: ImageSummary,
  containers: readonly ContainerSummary[],
  now: number,
): string {
  return `**${markdownCode(imageLabel(image))}**\n\n${markdownTable([
    ['Tags', image.tags.map(markdownCode).join(', ')],
    ['Size', byteSize(image.size)],
    ['Created', `${ageText(image.created, now)} ago`.replace('just now ago', 'just now')],
    ['Used by', containers.map((container) => markdownCode(container.name)).join(', ')],
    ['Id', markdownCode(shortImageId(image.id))],
  ])}`;
}
