import { DisposableStore, type Disposable } from '../base/disposable';
import { commandIds } from './commandIds';
import type { FileParts } from './files/wireFiles';
import { registerNetworkCommands } from './networks/networkCommands';
import type { SharedParts } from './sharedParts';
import { createNetworksView } from './views/networksView';
import { createVolumesView } from './views/volumesView';
import { registerVolumeCommands } from './volumes/volumeCommands';
import type { VolumeFolderRow } from './volumes/volumeFileRows';
import { VolumeSizes } from './volumes/volumeSizes';

/** Wires what is done with networks and volumes, and their views. */
export function wireNetworksAndVolumes(shared: SharedParts, fileParts: FileParts): Disposable {
  const owner = new DisposableStore();
  const sizes = owner.add(new VolumeSizes());
  registerNetworkCommands(shared);
  const { files, inVolumes } = fileParts;
  registerVolumeCommands(shared, sizes, files);
  owner.add(createNetworksView(shared.engines));
  const view = owner.add(
    createVolumesView(shared.engines, sizes, { files, dragAndDrop: inVolumes }),
  );
  shared.register(commandIds.volumeReloadFiles, (row: VolumeFolderRow) => view.reload(row));
  fileParts.follow(({ engine, file }) => {
    if ('volume' in file) {
      view.reloadFolder(engine, file);
    }
  });
  return owner;
}
