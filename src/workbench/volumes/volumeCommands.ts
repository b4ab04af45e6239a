import * as vscode from 'vscode';
import { UserError } from '../../base/errors';
import { containersWith, volumeLabel } from '../../domain/volumeList';
import { commandIds } from '../commandIds';
import { confirmRemoval } from '../confirmRemoval';
import { connectedSnapshot } from '../connectedSnapshot';
import { withCancellableProgress } from '../progress';
import type { FilesOfEngines } from '../files/fileUris';
import { pruneScope } from '../pruneScope';
import { pruneUnused } from '../pruneUnused';
import type { SharedParts } from '../sharedParts';
import { backUp } from './backUpVolume';
import { chooseVolume, chooseVolumes, type VolumeArgument } from './chooseVolumes';
import { createVolume } from './createVolume';
import { restore } from './restoreVolume';
import type { EngineVolume, VolumesNode } from './volumeNodes';
import type { VolumeSizes } from './volumeSizes';

/** Registers what is done with volumes. */
export function registerVolumeCommands(
  shared: SharedParts,
  sizes: VolumeSizes,
  files: FilesOfEngines,
): void {
  const { register, engines, dockerCommands, inspectDocuments } = shared;
  register(commandIds.volumeCreate, async (argument?: VolumeArgument) => {
    const engine = argument && 'engine' in argument ? argument.engine : engines.current;
    await createVolume(engine, dockerCommands);
  });
  register(commandIds.volumeInspect, async (argument?: VolumeArgument) => {
    const question = vscode.l10n.t('Which volume should be inspected?');
    const { engine, volume } = await chooseVolume(engines, argument, question);
    dockerCommands.add(engine.docker('volume', 'inspect', volume.name));
    await inspectDocuments.show('volume', volume.name, () =>
      engine.engine.inspectVolumeJson(volume.name),
    );
  });
  register(commandIds.volumeCopyName, async (argument?: VolumeArgument) => {
    const question = vscode.l10n.t('Which name should be copied?');
    const { volume } = await chooseVolume(engines, argument, question);
    await vscode.env.clipboard.writeText(volume.name);
  });
  register(commandIds.volumeMeasure, async () => {
    await withCancellableProgress(vscode.l10n.t('Measuring the volumes'), async (_, signal) => {
      for (const engine of engines.all) {
        dockerCommands.add(engine.docker('system', 'df', '--verbose'));
        await sizes.measure(engine, signal);
      }
    });
  });
  register(commandIds.volumeBackUp, async (argument?: VolumeArgument) => {
    const question = vscode.l10n.t('Which volume should be backed up?');
    await backUp(await chooseVolume(engines, argument, question), sizes, dockerCommands);
  });
  register(commandIds.volumeRestore, async (argument?: VolumeArgument) => {
    await restore(argument, engines, dockerCommands);
  });
  register(
    commandIds.volumeRemove,
    async (argument?: VolumeArgument, selected?: readonly VolumesNode[]) => {
      const question = vscode.l10n.t('Which volumes should be removed?');
      const chosen = await chooseVolumes(engines, argument, selected, question);
      await removeVolumes(chosen, shared, files);
    },
  );
  register(commandIds.volumePrune, async (argument?: unknown) => {
    const scope = pruneScope(engines, argument);
    // Those whose files somebody has looked at are unused all the same.
    await Promise.all(scope.all.map((engine) => files.of(engine).leaveAllVolumes()));
    await pruneUnused('volumes', scope, dockerCommands);
  });
}

async function removeVolumes(
  volumes: readonly EngineVolume[],
  { dockerCommands }: SharedParts,
  files: FilesOfEngines,
): Promise<void> {
  for (const each of volumes) {
    await refuseUsed(each);
  }
  await confirmRemoval(
    volumes.map(({ volume }) => volumeLabel(volume)),
    {
      one: (name) => vscode.l10n.t('Remove the volume {0}?', name),
      many: (count) => vscode.l10n.t('Remove {0} volumes?', count),
      detail: vscode.l10n.t('What is in it is lost for good, unless it was backed up.'),
    },
  );
  for (const { engine, volume } of volumes) {
    dockerCommands.add(engine.docker('volume', 'rm', volume.name));
    await files.of(engine).leaveVolume(volume.name);
    await engine.engine.removeVolume(volume.name);
  }
}

/** The engine refuses too, but its words name the containers by numbers. */
async function refuseUsed({ engine, volume }: EngineVolume): Promise<void> {
  const { containers } = await connectedSnapshot(engine.store);
  const users = containersWith(volume, containers);
  if (users.length > 0) {
    throw new UserError(
      vscode.l10n.t(
        'The volume "{0}" cannot be removed while containers use it, running or not: {1}. Remove them first.',
        volumeLabel(volume),
        users.map(({ name }) => `"${name}"`).join(', '),
      ),
    );
  }
}
