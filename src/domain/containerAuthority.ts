/** A container and the engine that it is in, as the user called both; `''` is the engine in use. */
export interface ContainerAddress {
  readonly engine: string;
  readonly container: string;
}

/**
 * The authority of a container's files in an address such as `drydock-container://dev/etc/hosts`.
 * Authorities know no upper case, so everything but the plainest characters is written as its bytes.
 */
export function containerAuthority({ engine, container }: ContainerAddress): string {
  return engine === ''
    ? encoded(container)
    : `${encoded(container)}${engineMark}${encoded(engine)}`;
}

/** Reads an authority of {@link containerAuthority}. */
export function parseContainerAuthority(authority: string): ContainerAddress {
  const [container = '', engine = ''] = authority.split(engineMark);
  return { engine: decoded(engine), container: decoded(container) };
}

/** Two digits follow every other tilde. */
const engineMark = '~.';

function encoded(text: string): string {
  return [...Buffer.from(text, 'utf8')]
    .map((byte) => {
      const character = String.fromCharCode(byte);
      return /[a-z0-9._-]/.test(character) ? character : `~${byte.toString(16).padStart(2, '0')}`;
    })
    .join('');
}

function decoded(text: string): string {
  const bytes = text
    .split(/(~[0-9a-f]{2})/)
    .flatMap((part) =>
      /^~[0-9a-f]{2}$/.test(part) ? [Number.parseInt(part.slice(1), 16)] : [...Buffer.from(part)],
    );
  return Buffer.from(bytes).toString('utf8');
}
