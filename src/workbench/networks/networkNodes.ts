import type { ContainerNetwork, ContainerSummary } from '../../domain/container';
import { containersOn, placeOn } from '../../domain/networkList';
import type { NetworkSummary } from '../../domain/network';
import type { EngineNode, ProblemNode } from '../engine/engineNodes';
import { idIn, type ShownEngine } from '../engine/engines';

/** What stands in the **Networks** view. */
export type NetworksNode = EngineNode | ProblemNode | NetworkRow | PlaceRow;

/** A network and where it is: what every command on a network is for. */
export interface EngineNetwork {
  readonly engine: ShownEngine;
  readonly network: NetworkSummary;
}

export interface NetworkRow extends EngineNetwork {
  readonly kind: 'networkRow';
  readonly id: string;
  readonly containers: readonly ContainerSummary[];
}

/** A container below a network that it is on. */
export interface PlaceRow extends EngineNetwork {
  readonly kind: 'placeRow';
  readonly id: string;
  readonly container: ContainerSummary;
  readonly place: ContainerNetwork;
}

/** A network's row. */
export function networkRow(engine: ShownEngine, network: NetworkSummary): NetworkRow {
  const containers = containersOn(network, engine.store.snapshot.containers);
  return { kind: 'networkRow', id: idIn(engine, network.id), engine, network, containers };
}

/** The rows below a network: the containers on it. */
export function placeRows({ id, engine, network, containers }: NetworkRow): PlaceRow[] {
  return containers.flatMap((container) => {
    const place = placeOn(network, container);
    const row = `${id}/${container.id}`;
    return place ? [{ kind: 'placeRow', id: row, engine, network, container, place }] : [];
  });
}
