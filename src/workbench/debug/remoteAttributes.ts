import type { DebugConfiguration } from 'vscode';
import type { RemotePlace } from '../../project/runLifecycle';
import { textOf } from './configuredContainer';

/**
 * The user and the variables that a container's `devcontainer.json` has for programs that are started
 * in it. What the configuration says itself wins.
 */
export function remoteAttributes(
  configuration: DebugConfiguration,
  place: RemotePlace | undefined,
): Pick<DebugConfiguration, string> {
  const given: unknown = configuration['environment'];
  const own: unknown[] = Array.isArray(given) ? given : [];
  const variables = (place?.env ?? [])
    // gdb cannot pass on a line break.
    .filter((entry) => !entry.includes('\n'))
    .map((entry) => {
      const at = entry.indexOf('=');
      return { name: entry.slice(0, at), value: entry.slice(at + 1) };
    });
  return {
    ...(variables.length > 0 && { environment: [...variables, ...own] }),
    ...(place?.user !== undefined &&
      textOf(configuration, 'containerUser') === undefined && { containerUser: place.user }),
  };
}
