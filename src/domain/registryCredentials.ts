/** What one logs in to a registry with. */
export type RegistryCredentials =
  | { readonly kind: 'password'; readonly username: string; readonly password: string }
  /** Given by the registry at a log-in, so that the password need not be kept. */
  | { readonly kind: 'token'; readonly identityToken: string };

/** The name under which log-ins to Docker Hub are kept. */
export const hubRegistry = 'https://index.docker.io/v1/';

/** The registry's name in a reference, as log-ins are kept under it: the first part, if it looks like a host. */
export function registryOf(reference: string): string {
  const [first = '', ...rest] = reference.split('/');
  const isHost = rest.length > 0 && (/[.:]/.test(first) || first === 'localhost');
  return !isHost || first === 'docker.io' || first === 'index.docker.io' ? hubRegistry : first;
}

/** The registry as a person calls it. */
export function registryLabel(registry: string): string {
  return registry === hubRegistry ? 'Docker Hub' : registry;
}

/**
 * The name of a registry in what somebody typed: a host with or without a scheme and a path; nothing
 * is Docker Hub. Undefined when it is no host.
 */
export function registryFromText(text: string): string | undefined {
  const host = text
    .trim()
    .replace(/^https?:\/\//, '')
    .replace(/\/.*$/, '');
  if (host === '' || /^(?:[\w-]+\.)?docker\.(?:io|com)$/.test(host)) {
    return hubRegistry;
  }
  return /^(?:\[[0-9a-fA-F:]+\]|[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?)(?::\d+)?$/.test(host)
    ? host
    : undefined;
}
