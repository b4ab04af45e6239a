import * as vscode from 'vscode';
import { CancelledError, UserError } from '../../base/errors';
import type { Engines } from '../engine/engines';
import { chooseContainer, type ContainerArgument } from './chooseContainers';

/** An address of a container: of the row's network, else of the one that is picked. */
export async function chooseAddress(
  engines: Engines,
  argument: ContainerArgument,
): Promise<string> {
  const { container } = await chooseContainer(engines, argument, {
    question: vscode.l10n.t('Which IP address should be copied?'),
    accepts: ({ networks }) => networks.some(({ ipv4, ipv6 }) => ipv4 ?? ipv6),
    none: vscode.l10n.t('No container has an address, because none runs on a network.'),
  });
  const networks =
    typeof argument === 'object' && argument.kind === 'network'
      ? [argument.network]
      : container.networks;
  const addresses = networks.flatMap(({ name, ipv4, ipv6 }) =>
    [ipv4, ipv6].flatMap((label) => (label === undefined ? [] : [{ label, description: name }])),
  );
  const [only, ...others] = addresses;
  if (!only) {
    throw new UserError(
      vscode.l10n.t(
        'The container "{0}" has no address: it does not run, or is on no network of its own.',
        container.name,
      ),
    );
  }
  const picked =
    others.length === 0
      ? only
      : await vscode.window.showQuickPick(addresses, {
          placeHolder: vscode.l10n.t('Which address of "{0}" should be copied?', container.name),
        });
  if (!picked) {
    throw new CancelledError();
  }
  return picked.label;
}
