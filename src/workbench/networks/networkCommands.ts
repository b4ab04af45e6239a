import * as vscode from 'vscode';
import { UserError } from '../../base/errors';
import type { NetworkSummary } from '../../domain/network';
import { commandIds } from '../commandIds';
import { confirmRemoval } from '../confirmRemoval';
import { chooseContainers } from '../containers/chooseContainers';
import type { ContainersNode } from '../containers/containerNodes';
import type { Engines } from '../engine/engines';
import { pruneScope } from '../pruneScope';
import { pruneUnused } from '../pruneUnused';
import type { SharedParts } from '../sharedParts';
import {
  anyNetwork,
  chooseNetwork,
  chooseNetworks,
  type NetworkArgument,
  type NetworkChoice,
} from './chooseNetworks';
import { connectNetwork, pickContainersFor } from './connectNetwork';
import { createNetwork } from './createNetwork';
import { disconnectPlaces, pickPlaces } from './disconnectNetwork';
import type { EngineNetwork, NetworksNode } from './networkNodes';

/** Registers what is done with networks. */
export function registerNetworkCommands(shared: SharedParts): void {
  const { register, engines, dockerCommands, inspectDocuments } = shared;
  register(commandIds.networkCreate, async (argument?: NetworkArgument) => {
    const engine = argument && 'engine' in argument ? argument.engine : engines.current;
    await createNetwork(engine, dockerCommands);
  });
  register(commandIds.networkInspect, async (argument?: NetworkArgument) => {
    const question = vscode.l10n.t('Which network should be inspected?');
    const { engine, network } = await chooseNetwork(engines, argument, anyNetwork(question));
    dockerCommands.add(engine.docker('network', 'inspect', network.name));
    await inspectDocuments.show('network', network.name, () =>
      engine.engine.inspectNetworkJson(network.id),
    );
  });
  register(commandIds.networkCopyName, async (argument?: NetworkArgument) => {
    const question = vscode.l10n.t('Which name should be copied?');
    const { network } = await chooseNetwork(engines, argument, anyNetwork(question));
    await vscode.env.clipboard.writeText(network.name);
  });
  registerConnecting(shared);
  register(
    commandIds.networkRemove,
    async (argument?: NetworkArgument, selected?: readonly NetworksNode[]) => {
      const networks = await chooseNetworks(engines, argument, selected, removable());
      await removeNetworks(shared, networks);
    },
  );
  register(commandIds.networkPrune, (argument?: unknown) =>
    pruneUnused('networks', pruneScope(engines, argument), dockerCommands),
  );
}

function registerConnecting({ register, engines, dockerCommands }: SharedParts): void {
  register(
    commandIds.networkConnect,
    async (
      argument?: NetworkArgument | ContainersNode,
      selected?: readonly (NetworksNode | ContainersNode)[],
    ) => {
      if (argument?.kind === 'container') {
        await connectRows(engines, argument, selected ?? [argument], dockerCommands);
        return;
      }
      const row = argument?.kind === 'networkRow' ? argument : undefined;
      const network = await chooseNetwork(engines, row, connectable());
      await connectNetwork(network, await pickContainersFor(network), dockerCommands);
    },
  );
  register(
    commandIds.networkDisconnect,
    async (argument?: NetworkArgument, selected?: readonly NetworksNode[]) => {
      const rows = (selected ?? [argument]).filter((row) => row?.kind === 'placeRow');
      if (rows.length > 0) {
        await disconnectPlaces(rows, dockerCommands);
        return;
      }
      const question = vscode.l10n.t('From which network should a container be disconnected?');
      const network = await chooseNetwork(engines, argument, anyNetwork(question));
      await disconnectPlaces(await pickPlaces(network), dockerCommands);
    },
  );
}

/** Connects the selected containers, which are of one engine, to a network of that engine. */
async function connectRows(
  engines: Engines,
  argument: ContainersNode,
  selected: readonly (NetworksNode | ContainersNode)[],
  dockerCommands: SharedParts['dockerCommands'],
): Promise<void> {
  const rows = selected.filter((row) => row.kind === 'container');
  const containers = await chooseContainers(engines, argument, rows, {
    question: '',
    accepts: () => true,
    none: '',
  });
  const network = await chooseNetwork(engines, undefined, connectable());
  const there = containers.filter(({ engine }) => engine === network.engine);
  if (there.length < containers.length) {
    throw new UserError(
      vscode.l10n.t(
        'The network "{0}" is on another engine than the container.',
        network.network.name,
      ),
    );
  }
  await connectNetwork(
    network,
    there.map(({ container }) => container),
    dockerCommands,
  );
}

function connectable(): NetworkChoice {
  return {
    question: vscode.l10n.t('To which network should containers be connected?'),
    // Who is on these was decided when the container was made.
    accepts: ({ driver }) => driver !== 'host' && driver !== 'null',
    none: vscode.l10n.t('There is no network that a container can be connected to.'),
  };
}

function removable(): NetworkChoice {
  return {
    question: vscode.l10n.t('Which networks should be removed?'),
    accepts: ({ isPredefined }: NetworkSummary) => !isPredefined,
    none: vscode.l10n.t('There is no network that could be removed; those of the engine stay.'),
  };
}

async function removeNetworks(
  { dockerCommands }: SharedParts,
  networks: readonly EngineNetwork[],
): Promise<void> {
  await confirmRemoval(
    networks.map(({ network }) => network.name),
    {
      one: (name) => vscode.l10n.t('Remove the network {0}?', name),
      many: (count) => vscode.l10n.t('Remove {0} networks?', count),
      detail: vscode.l10n.t('Stopped containers that are on it will not start without it.'),
    },
  );
  for (const { engine, network } of networks) {
    dockerCommands.add(engine.docker('network', 'rm', network.name));
    await engine.engine.removeNetwork(network.id);
  }
}
