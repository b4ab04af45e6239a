import * as vscode from 'vscode';
import { isContainerName } from '../../domain/containerName';
import { createVolumeWords, parseVolumeOptions } from '../../domain/volumeInput';
import type { VolumeSpec } from '../../domain/volume';
import { askForNewName } from '../askForNewName';
import type { ShownEngine } from '../engine/engines';
import { askForText, confirmWithOptions, type MenuOption } from '../optionMenu';
import type { DockerCommandLog } from '../outputLog';

/** What may be said of a new volume besides its name. */
interface Choices {
  driver: string;
  options: string;
}

/** Asks what a new volume is to be, and makes it. */
export async function createVolume(
  { engine, docker }: ShownEngine,
  dockerCommands: DockerCommandLog,
): Promise<void> {
  const taken = (await engine.listVolumes()).map(({ name }) => name);
  const name = await askForVolumeName(vscode.l10n.t('Create Volume'), '', taken);
  const choices: Choices = { driver: 'local', options: '' };
  const title = vscode.l10n.t('Volume "{0}"', name);
  await confirmWithOptions(title, vscode.l10n.t('Create Volume'), () => optionsOf(choices, title));
  const spec: VolumeSpec = {
    name,
    driver: choices.driver,
    options: parseVolumeOptions(choices.options) ?? {},
  };
  dockerCommands.add(docker(...createVolumeWords(spec)));
  await engine.createVolume(spec);
}

/** Asks for the name of a volume that is not there yet. */
export function askForVolumeName(
  title: string,
  value: string,
  taken: readonly string[],
): Promise<string> {
  return askForNewName({
    title,
    value,
    prompt: vscode.l10n.t('The name of the volume'),
    taken,
    takenSentence: (name) => vscode.l10n.t('There is already a volume named "{0}".', name),
    isName: isContainerName,
    ruleSentence: vscode.l10n.t(
      'A name has at least two of the characters a–z, A–Z, 0–9, "_", "." and "-", and begins with a letter or a digit.',
    ),
  });
}

function optionsOf(choices: Choices, title: string): MenuOption[] {
  return [
    {
      label: vscode.l10n.t('Driver'),
      value: choices.driver,
      change: async () => {
        const driver = await askForText({
          title,
          value: choices.driver,
          prompt: vscode.l10n.t('The driver: "local", or a plugin that the engine has'),
        });
        choices.driver = driver === '' ? 'local' : driver;
      },
    },
    {
      label: vscode.l10n.t('Options of the Driver'),
      value: choices.options === '' ? vscode.l10n.t('none') : choices.options,
      change: async () => {
        choices.options = await askForText({
          title,
          value: choices.options,
          prompt: vscode.l10n.t('Such as type=nfs,o="addr=10.0.0.1,rw",device=:/data'),
          validateInput: (text) =>
            parseVolumeOptions(text)
              ? undefined
              : vscode.l10n.t(
                  'Options are name=value, separated by commas; put a value with a comma in quotes.',
                ),
        });
      },
    },
  ];
}
