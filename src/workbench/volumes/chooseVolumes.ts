import * as vscode from 'vscode';
import type { VolumeSummary } from '../../domain/volume';
import {
  containersWith,
  sortVolumes,
  volumeDescription,
  volumeLabel,
} from '../../domain/volumeList';
import type { Engines, ShownEngine } from '../engine/engines';
import { pickThing, pickThings, type OfferedThing, type ThingChoice } from '../pickThings';
import type { EngineVolume, VolumesNode } from './volumeNodes';

/** What a volume command is given: a row of the tree, or nothing at all. */
export type VolumeArgument = VolumesNode | undefined;

/** The volumes that a command is for: the selected rows, else those picked. */
export async function chooseVolumes(
  engines: Engines,
  argument: VolumeArgument,
  selected: readonly VolumesNode[] | undefined,
  question: string,
): Promise<readonly EngineVolume[]> {
  if (argument) {
    const rows = selected && selected.length > 0 ? selected : [argument];
    return rows.filter((row) => row.kind === 'volumeRow');
  }
  return (await pickThings(engines, offerFor(question))).map(volumeOf);
}

/** The one volume that a command is for. */
export async function chooseVolume(
  engines: Engines,
  argument: VolumeArgument,
  question: string,
): Promise<EngineVolume> {
  if (argument?.kind === 'volumeRow' || argument?.kind === 'volumeUserRow') {
    return argument;
  }
  return volumeOf(await pickThing(engines, offerFor(question)));
}

function offerFor(question: string): ThingChoice<VolumeSummary> {
  return {
    question,
    none: vscode.l10n.t('There are no volumes.'),
    offer: async (engine) =>
      sortVolumes(await engine.engine.listVolumes()).map((volume) => offered(engine, volume)),
  };
}

function offered(engine: ShownEngine, volume: VolumeSummary): OfferedThing<VolumeSummary> {
  const users = containersWith(volume, engine.store.snapshot.containers).length;
  return {
    engine,
    thing: volume,
    label: volumeLabel(volume),
    description: volumeDescription(volume, users, undefined),
    icon: 'database',
  };
}

function volumeOf({ engine, thing }: OfferedThing<VolumeSummary>): EngineVolume {
  return { engine, volume: thing };
}
