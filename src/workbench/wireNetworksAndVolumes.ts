import { DisposableStore, type Disposable } from '../base/disposable';
import { registerNetworkCommands } from './networks/networkCommands';
import type { SharedParts } from './sharedParts';
import { createNetworksView } from './views/networksView';
import { createVolumesView } from './views/volumesView';
import { registerVolumeCommands } from './volumes/volumeCommands';
import { VolumeSizes } from './volumes/volumeSizes';

/** Wires what is done with networks and volumes, and their views. */
export function wireNetworksAndVolumes(shared: SharedParts): Disposable {
  const owner = new DisposableStore();
  const sizes = owner.add(new VolumeSizes());
  registerNetworkCommands(shared);
  registerVolumeCommands(shared, sizes);
  owner.add(createNetworksView(shared.engines));
  owner.add(createVolumesView(shared.engines, sizes));
  return owner;
}
