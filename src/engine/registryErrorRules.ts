import { hubRegistry, registryLabel } from '../domain/registryCredentials';
import type { Action } from './apiError';
import type { ErrorRule } from './engineErrorRules';
import { logInTo } from './nextSteps';

/** What engines say when a registry refuses or cannot be reached, in the words of Docker and Podman. */
export const registryErrorRules: readonly ErrorRule[] = [
  {
    pattern: /toomanyrequests|too many requests|pull rate limit/i,
    kind: 'rateLimited',
    sentence: (action) =>
      `${subject(action)} lets nobody ask so often: it did not let the engine ${action.what}. Log in, or try again later.`,
    nextSteps: ({ registry }) => [logInTo(registry)],
  },
  {
    pattern:
      /"(https?:\/\/[^/"]+)[^"]*": (?:tls: failed to verify certificate: )?(x509: .*)|(x509: .*)/i,
    kind: 'registryTls',
    sentence: (action, [url, reason, bare]) =>
      `The engine does not trust the certificate of ${registry(action, url)} (${(reason ?? bare ?? '').replace(/\.$/, '')}). Put the certificate of its authority into /etc/docker/certs.d on the engine's host, or name the registry under "insecure-registries" in the engine's daemon.json.`,
  },
  {
    pattern: /(?:"(https?:\/\/[^/"]+)[^"]*": )?http: server gave HTTP response to HTTPS client/i,
    kind: 'registryTls',
    sentence: (action, [url]) =>
      `${subject(action, url)} speaks no TLS. Name it under "insecure-registries" in the engine's daemon.json, if the network to it can be trusted.`,
  },
  {
    pattern:
      /(?:"(https?:\/\/[^/"]+)[^"]*": )?.*(?:dial tcp.*(connection refused|no such host|i\/o timeout|network is unreachable|no route to host|server misbehaving|temporary failure in name resolution)|(request canceled while waiting for connection|context deadline exceeded))/i,
    kind: 'registryUnreachable',
    sentence: (action, [url, reason, other]) =>
      `The engine could not ${action.what}, because it cannot reach ${registry(action, url)} (${reason ?? other ?? ''}). Check the name of the registry, and the network of the engine's host.`,
  },
  {
    pattern:
      /manifest unknown|manifest for (\S+) not found|name unknown|repository name not known/i,
    kind: 'notInRegistry',
    sentence: (action) =>
      `${subject(action)} has no such repository or tag, so the engine could not ${action.what}. Check the name and the tag.`,
  },
  {
    pattern: /pull access denied|repository does not exist or may require/i,
    kind: 'unauthorized',
    sentence: (action) =>
      `${subject(action)} did not let the engine ${action.what}. Check the name of the image, or log in to the registry.`,
    nextSteps: ({ registry }) => [logInTo(registry)],
  },
  {
    pattern:
      /incorrect username or password|login attempt to \S+ failed with status: 401|invalid username\/password/i,
    kind: 'unauthorized',
    sentence: (action) =>
      `${subject(action)} does not accept this user name and password. Check them, and whether the registry wants an access token instead of the password.`,
    nextSteps: ({ registry }) => [logInTo(registry)],
  },
  {
    pattern:
      /unauthorized|no basic auth credentials|authentication required|requested access .* denied/i,
    kind: 'unauthorized',
    sentence: (action) =>
      `${subject(action)} did not let the engine ${action.what}. Log in to the registry with a user who may.`,
    nextSteps: ({ registry }) => [logInTo(registry)],
  },
];

/** The registry as a person calls it. */
function registry(action: Action, url?: string): string {
  const name = url?.replace(/^https?:\/\//, '') ?? action.registry;
  if (name === undefined) {
    return 'the registry';
  }
  return name.startsWith('registry-1.docker.io') || name === hubRegistry
    ? registryLabel(hubRegistry)
    : `the registry "${name}"`;
}

function subject(action: Action, url?: string): string {
  const name = registry(action, url);
  return name.charAt(0).toUpperCase() + name.slice(1);
}
