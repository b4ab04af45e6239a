import * as vscode from 'vscode';
import { CancelledError, UserError } from '../../base/errors';
import { placeDescription } from '../../domain/networkList';
import { connectedSnapshot } from '../connectedSnapshot';
import { stateIcon } from '../containers/containerTreeItem';
import type { DockerCommandLog } from '../outputLog';
import { networkRow, placeRows, type EngineNetwork, type PlaceRow } from './networkNodes';

/** Takes containers off networks. */
export async function disconnectPlaces(
  places: readonly PlaceRow[],
  dockerCommands: DockerCommandLog,
): Promise<void> {
  for (const { engine, network, container } of places) {
    dockerCommands.add(engine.docker('network', 'disconnect', network.name, container.name));
    await engine.engine.disconnectNetwork(network.name, container.id, { force: false });
  }
}

/** Lets the user pick containers that are on a network. */
export async function pickPlaces({ engine, network }: EngineNetwork): Promise<readonly PlaceRow[]> {
  await connectedSnapshot(engine.store);
  const places = placeRows(networkRow(engine, network));
  if (places.length === 0) {
    throw new UserError(vscode.l10n.t('No container is on the network "{0}".', network.name));
  }
  const items = places.map((place) => ({
    label: place.container.name,
    description: placeDescription(place.container, place.place),
    iconPath: stateIcon(place.container),
    place,
  }));
  const picked = await vscode.window.showQuickPick(items, {
    canPickMany: true,
    placeHolder: vscode.l10n.t('Which containers should be taken off "{0}"?', network.name),
  });
  if (!picked || picked.length === 0) {
    throw new CancelledError();
  }
  return picked.map(({ place }) => place);
}
