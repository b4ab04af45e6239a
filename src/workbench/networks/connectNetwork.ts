import * as vscode from 'vscode';
import { CancelledError, UserError } from '../../base/errors';
import type { ContainerSummary } from '../../domain/container';
import { containerDescription, sortContainers } from '../../domain/containerList';
import { placeOn } from '../../domain/networkList';
import { parseAddresses, typedWords } from '../../domain/networkInput';
import type { NetworkEndpoint } from '../../domain/network';
import { connectNetworkWords } from '../../domain/networkWords';
import { connectedSnapshot } from '../connectedSnapshot';
import { stateIcon } from '../containers/containerTreeItem';
import { askForText, confirmWithOptions, type MenuOption } from '../optionMenu';
import type { DockerCommandLog } from '../outputLog';
import type { EngineNetwork } from './networkNodes';

/** What may be said of how containers are on a network. Aliases may be shared, addresses not. */
interface Choices {
  aliases: readonly string[];
  addresses: string;
}

/** Connects containers to a network, by further names and with an address of their own where wanted. */
export async function connectNetwork(
  { engine, network }: EngineNetwork,
  containers: readonly ContainerSummary[],
  dockerCommands: DockerCommandLog,
): Promise<void> {
  const [only, ...others] = containers;
  const title =
    only && others.length === 0
      ? vscode.l10n.t('Connect "{0}" to "{1}"', only.name, network.name)
      : vscode.l10n.t('Connect {0} containers to "{1}"', containers.length, network.name);
  const choices: Choices = { aliases: [], addresses: '' };
  await confirmWithOptions(title, vscode.l10n.t('Connect'), () =>
    optionsOf(choices, title, others.length === 0),
  );
  const endpoint: NetworkEndpoint = {
    ...(choices.aliases.length > 0 ? { aliases: choices.aliases } : {}),
    ...parseAddresses(choices.addresses),
  };
  for (const { id, name } of containers) {
    dockerCommands.add(engine.docker(...connectNetworkWords(network.name, name, endpoint)));
    await engine.engine.connectNetwork(network.name, id, endpoint);
  }
}

/** Lets the user pick containers that are not on a network yet. */
export async function pickContainersFor({
  engine,
  network,
}: EngineNetwork): Promise<readonly ContainerSummary[]> {
  const { containers } = await connectedSnapshot(engine.store);
  const others = sortContainers(containers).filter((each) => !placeOn(network, each));
  if (others.length === 0) {
    throw new UserError(
      vscode.l10n.t('Each container is on the network "{0}" already.', network.name),
    );
  }
  const items = others.map((container) => ({
    label: container.name,
    description: containerDescription(container, Date.now()),
    iconPath: stateIcon(container),
    container,
  }));
  const picked = await vscode.window.showQuickPick(items, {
    canPickMany: true,
    matchOnDescription: true,
    placeHolder: vscode.l10n.t('Which containers should be connected to "{0}"?', network.name),
  });
  if (!picked || picked.length === 0) {
    throw new CancelledError();
  }
  return picked.map(({ container }) => container);
}

function optionsOf(choices: Choices, title: string, hasAddress: boolean): MenuOption[] {
  const aliases: MenuOption = {
    label: vscode.l10n.t('Aliases'),
    value: choices.aliases.length === 0 ? vscode.l10n.t('none') : choices.aliases.join(', '),
    change: async () => {
      const text = await askForText({
        title,
        value: choices.aliases.join(', '),
        prompt: vscode.l10n.t('Further names by which others on the network find it'),
      });
      choices.aliases = typedWords(text);
    },
  };
  const address: MenuOption = {
    label: vscode.l10n.t('Address'),
    value: choices.addresses === '' ? vscode.l10n.t('chosen by the engine') : choices.addresses,
    change: async () => {
      choices.addresses = await askForText({
        title,
        value: choices.addresses,
        prompt: vscode.l10n.t('An IPv4 address, an IPv6 address, or both; empty: chosen'),
        validateInput: (text) =>
          parseAddresses(text)
            ? undefined
            : vscode.l10n.t('"{0}" is not one address of each kind at most.', text.trim()),
      });
    },
  };
  return hasAddress ? [aliases, address] : [aliases];
}
