import * as l10n from '@vscode/l10n';
import { reachesOutside, waysTo, type MappedContainer, type ReachMap } from '../../domain/reach';

/** What is said of the reach of a container, a sentence for each thing. */
export function reachText(map: ReachMap, of: MappedContainer): string[] {
  if (!of.isRunning) {
    return [l10n.t('It does not run, so it reaches nobody.')];
  }
  if (of.places.length === 0) {
    return [l10n.t('It is on no network of its own.')];
  }
  const others = map.containers.flatMap((other) =>
    waysTo(map, of, other).map(({ network, names, address }) => {
      const called = [...names, ...(address ? [address] : [])].join(', ');
      return l10n.t('It reaches "{0}" on "{1}" as {2}.', other.name, network, called);
    }),
  );
  return [
    ...(others.length > 0 ? others : [l10n.t('It reaches no other container.')]),
    reachesOutside(map, of)
      ? l10n.t('It reaches the world outside.')
      : l10n.t('It does not reach the world outside.'),
    ...(of.ports.length > 0
      ? [l10n.t('From outside it is reached at the published ports {0}.', of.ports.join(', '))]
      : []),
  ];
}
