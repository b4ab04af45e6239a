import * as vscode from 'vscode';
import { UserError } from '../../base/errors';
import type { NetworkSummary } from '../../domain/network';
import { containersOn, networkDescription, sortNetworks } from '../../domain/networkList';
import type { Engines, ShownEngine } from '../engine/engines';
import { pickThing, pickThings, type OfferedThing, type ThingChoice } from '../pickThings';
import type { EngineNetwork, NetworksNode } from './networkNodes';

/** What a network command is given: a row of the tree, or nothing at all. */
export type NetworkArgument = NetworksNode | undefined;

/** What a command does, for the picker that it shows when it is not told which network. */
export interface NetworkChoice {
  readonly question: string;
  readonly accepts: (network: NetworkSummary) => boolean;
  readonly none: string;
}

/** The choice of a command that has a use for every network. */
export function anyNetwork(question: string): NetworkChoice {
  return { question, accepts: () => true, none: vscode.l10n.t('There are no networks.') };
}

/** The networks that a command is for: the selected rows, else those picked. */
export async function chooseNetworks(
  engines: Engines,
  argument: NetworkArgument,
  selected: readonly NetworksNode[] | undefined,
  choice: NetworkChoice,
): Promise<readonly EngineNetwork[]> {
  if (argument) {
    const rows = selected && selected.length > 0 ? selected : [argument];
    const networks = rows.filter((row) => row.kind === 'networkRow');
    const usable = networks.filter(({ network }) => choice.accepts(network));
    if (usable.length === 0 && networks.length > 0) {
      throw new UserError(choice.none);
    }
    return usable;
  }
  return (await pickThings(engines, offerFor(choice))).map(networkOf);
}

/** The one network that a command is for. */
export async function chooseNetwork(
  engines: Engines,
  argument: NetworkArgument,
  choice: NetworkChoice,
): Promise<EngineNetwork> {
  if (argument?.kind === 'networkRow' || argument?.kind === 'placeRow') {
    return argument;
  }
  return networkOf(await pickThing(engines, offerFor(choice)));
}

function offerFor({ question, accepts, none }: NetworkChoice): ThingChoice<NetworkSummary> {
  return {
    question,
    none,
    offer: async (engine) =>
      sortNetworks(await engine.engine.listNetworks())
        .filter(accepts)
        .map((network) => offered(engine, network)),
  };
}

function offered(engine: ShownEngine, network: NetworkSummary): OfferedThing<NetworkSummary> {
  const users = containersOn(network, engine.store.snapshot.containers).length;
  return {
    engine,
    thing: network,
    label: network.name,
    description: networkDescription(network, users),
    icon: network.internal ? 'lock' : 'globe',
  };
}

function networkOf({ engine, thing }: OfferedThing<NetworkSummary>): EngineNetwork {
  return { engine, network: thing };
}
