import * as vscode from 'vscode';
import { isSubnet } from '../../domain/networkInput';
import type { NetworkSpec } from '../../domain/network';
import { createNetworkWords } from '../../domain/networkWords';
import { askForNewName } from '../askForNewName';
import type { ShownEngine } from '../engine/engines';
import { askForText, confirmWithOptions, type MenuOption } from '../optionMenu';
import type { DockerCommandLog } from '../outputLog';
import { showRemarksOnNetwork } from '../showRemarks';

/** What may be said of a new network besides its name. */
interface Choices {
  driver: string;
  subnet: string;
  internal: boolean;
}

/** Asks what a new network is to be, and makes it. */
export async function createNetwork(
  { engine, docker }: ShownEngine,
  dockerCommands: DockerCommandLog,
): Promise<void> {
  const taken = (await engine.listNetworks()).map(({ name }) => name);
  const name = await askForName(taken);
  const choices: Choices = { driver: 'bridge', subnet: '', internal: false };
  const title = vscode.l10n.t('Network "{0}"', name);
  await confirmWithOptions(title, vscode.l10n.t('Create Network'), () => optionsOf(choices, title));
  const spec: NetworkSpec = {
    name,
    driver: choices.driver,
    internal: choices.internal,
    ...(choices.subnet === '' ? {} : { subnets: [{ subnet: choices.subnet }] }),
  };
  dockerCommands.add(docker(...createNetworkWords(spec)));
  const { warnings } = await engine.createNetwork(spec);
  showRemarksOnNetwork(name, warnings);
}

function askForName(taken: readonly string[]): Promise<string> {
  return askForNewName({
    title: vscode.l10n.t('Create Network'),
    prompt: vscode.l10n.t('The name of the network'),
    taken,
    takenSentence: (name) => vscode.l10n.t('There is already a network named "{0}".', name),
    isName: (name) => /^[a-zA-Z0-9][a-zA-Z0-9_.-]*$/.test(name),
    ruleSentence: vscode.l10n.t(
      'A name has the characters a–z, A–Z, 0–9, "_", "." and "-", and begins with a letter or a digit.',
    ),
  });
}

function optionsOf(choices: Choices, title: string): MenuOption[] {
  return [
    {
      label: vscode.l10n.t('Driver'),
      value: choices.driver,
      change: async () => {
        choices.driver = (await pickDriver(title)) ?? choices.driver;
      },
    },
    {
      label: vscode.l10n.t('Subnet'),
      value: choices.subnet === '' ? vscode.l10n.t('chosen by the engine') : choices.subnet,
      change: async () => {
        choices.subnet = await askForText({
          title,
          value: choices.subnet,
          prompt: vscode.l10n.t('The subnet, such as 172.28.0.0/16; empty: the engine chooses one'),
          validateInput: (text) =>
            text.trim() === '' || isSubnet(text.trim())
              ? undefined
              : vscode.l10n.t('"{0}" is not a subnet such as 172.28.0.0/16.', text.trim()),
        });
      },
    },
    {
      label: vscode.l10n.t('Internal'),
      value: choices.internal
        ? vscode.l10n.t('yes, its containers reach only each other')
        : vscode.l10n.t('no, its containers also reach the world outside'),
      change: () => {
        choices.internal = !choices.internal;
        return Promise.resolve();
      },
    },
  ];
}

async function pickDriver(title: string): Promise<string | undefined> {
  const drivers: readonly [string, string][] = [
    ['bridge', vscode.l10n.t('containers of this engine, behind its address')],
    ['macvlan', vscode.l10n.t('each container with an address of the real network')],
    ['ipvlan', vscode.l10n.t('as macvlan, with one MAC address for all')],
    ['overlay', vscode.l10n.t('over several engines, in a swarm')],
  ];
  const picked = await vscode.window.showQuickPick(
    drivers.map(([label, description]) => ({ label, description })),
    { title, placeHolder: vscode.l10n.t('Which driver should the network have?') },
  );
  return picked?.label;
}
