/** The name of an image, in its parts. */
export interface ImageReference {
  /** Such as `ghcr.io` or `localhost:5000`; absent for Docker Hub. */
  readonly registry?: string;
  /** Such as `debian` or `nvidia/cuda`. */
  readonly repository: string;
  readonly tag?: string;
  /** `sha256:…` */
  readonly digest?: string;
}

/** Text that is not the name of an image; the message says what is wrong with it. */
export class ImageReferenceError extends Error {
  override readonly name = 'ImageReferenceError';
}

// Grammar and limits: the distribution project's "reference" package, which the engine itself uses.
const component = /^[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*$/;
const host = /^(?:\[[0-9a-fA-F:]+\]|[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?)(?::\d+)?$/;
const tagPattern = /^\w[\w.-]{0,127}$/;
const digestPattern = /^[A-Za-z][A-Za-z0-9]*(?:[-_+.][A-Za-z][A-Za-z0-9]*)*:[0-9a-fA-F]{32,}$/;
const longestName = 255;

/** Splits `registry/repository:tag@digest`, or throws an {@link ImageReferenceError}. */
export function parseImageReference(text: string): ImageReference {
  if (text.trim() !== text || text === '') {
    throw refusal(text, 'it is empty, or has spaces around it');
  }
  const [beforeDigest = '', digest, ...more] = text.split('@');
  if (more.length > 0 || (digest !== undefined && !digestPattern.test(digest))) {
    throw refusal(text, 'what follows "@" is not a digest such as "sha256:4f1a…"');
  }
  const { name, tag } = splitTag(beforeDigest);
  if (tag !== undefined && !tagPattern.test(tag)) {
    throw refusal(text, 'a tag has up to 128 letters, digits, "_", "." and "-"');
  }
  const { registry, repository } = splitRegistry(name);
  if (registry !== undefined && !host.test(registry)) {
    throw refusal(text, `"${registry}" is not the name of a registry`);
  }
  checkRepository(text, repository);
  if (name.length > longestName) {
    throw refusal(text, `a name has at most ${longestName} characters`);
  }
  return {
    ...(registry === undefined ? {} : { registry }),
    repository,
    ...(tag === undefined ? {} : { tag }),
    ...(digest === undefined ? {} : { digest }),
  };
}

/** The name again, with the tag `latest` where there is neither tag nor digest, as `docker pull` takes it. */
export function formatImageReference(reference: ImageReference): string {
  const { registry, repository, digest } = reference;
  const tag = reference.tag ?? (digest === undefined ? 'latest' : undefined);
  return [
    registry === undefined ? '' : `${registry}/`,
    repository,
    tag === undefined ? '' : `:${tag}`,
    digest === undefined ? '' : `@${digest}`,
  ].join('');
}

/** A name for an image that is made from a folder: what of the folder's name a repository may have. */
export function imageNameFor(folderName: string): string {
  const name = folderName
    .toLowerCase()
    .replace(/[^a-z0-9._-]+/g, '-')
    .replace(/[._-]*[._][._-]*/g, (run) => run.charAt(0))
    .replace(/^[._-]+|[._-]+$/g, '');
  return name === '' ? 'image' : name;
}

function splitTag(text: string): { name: string; tag: string | undefined } {
  const colon = text.lastIndexOf(':');
  // A colon before the last slash belongs to the registry's port.
  return colon > text.lastIndexOf('/')
    ? { name: text.slice(0, colon), tag: text.slice(colon + 1) }
    : { name: text, tag: undefined };
}

function splitRegistry(name: string): { registry: string | undefined; repository: string } {
  const slash = name.indexOf('/');
  const first = name.slice(0, slash);
  // As the docker CLI decides it: a first part with a dot, a port or a capital letter is a host.
  if (slash > 0 && (/[.:]/.test(first) || first === 'localhost' || first !== first.toLowerCase())) {
    return { registry: first, repository: name.slice(slash + 1) };
  }
  return { registry: undefined, repository: name };
}

function checkRepository(text: string, repository: string): void {
  if (/^[0-9a-f]{64}$/.test(repository)) {
    throw refusal(text, 'it is the id of an image, not a name');
  }
  if (/[A-Z]/.test(repository)) {
    throw refusal(text, `a repository has no capital letters: try "${repository.toLowerCase()}"`);
  }
  if (!repository.split('/').every((part) => component.test(part))) {
    throw refusal(
      text,
      'a repository is made of small letters and digits, parted by ".", "_", "-" or "/"',
    );
  }
}

function refusal(text: string, reason: string): ImageReferenceError {
  return new ImageReferenceError(`"${text}" is not the name of an image: ${reason}.`);
}
