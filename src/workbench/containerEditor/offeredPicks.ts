import * as vscode from 'vscode';
import { CancelledError, UserError } from '../../base/errors';
import type { ContainerSpec, Mount } from '../../domain/containerSpec';
import { mountOfRow, mountRow } from '../../domain/editor/mountRow';
import { gpuDevicesOf, withGpuDevices } from '../../domain/gpuDevices';
import type { SpecPatch } from '../../domain/lint/specFinding';
import { containersOn, networkDescription, sortNetworks } from '../../domain/networkList';
import { connectedSnapshot } from '../connectedSnapshot';
import type { ShownEngine } from '../engine/engines';

/** Lets the user choose one of the engine's networks. */
export async function pickNetworkName({ engine, store }: ShownEngine): Promise<string> {
  const { containers } = await connectedSnapshot(store);
  const networks = sortNetworks(await engine.listNetworks());
  const picked = await vscode.window.showQuickPick(
    networks.map((network) => ({
      label: network.name,
      description: networkDescription(network, containersOn(network, containers).length),
      iconPath: new vscode.ThemeIcon('globe'),
    })),
    {
      title: vscode.l10n.t('Network'),
      placeHolder: vscode.l10n.t('The network that the container is on'),
      matchOnDescription: true,
    },
  );
  if (!picked) {
    throw new CancelledError();
  }
  return picked.label;
}

/** The mounts with a volume of the engine as the source of one, which may be a new one. */
export async function pickVolume(
  { engine, store }: ShownEngine,
  mounts: readonly Mount[],
  index: number,
): Promise<readonly Mount[]> {
  const { containers } = await connectedSnapshot(store);
  const volumes = (await engine.listVolumes()).filter(({ isAnonymous }) => !isAnonymous);
  if (volumes.length === 0) {
    throw new UserError(
      vscode.l10n.t('The engine has no volumes with a name yet. Write a name, and it is made.'),
    );
  }
  const usersOf = (volume: string): string =>
    containers
      .filter((container) => container.mounts.some(({ name }) => name === volume))
      .map(({ name }) => name)
      .join(', ');
  const picked = await vscode.window.showQuickPick(
    volumes.map(({ name }) => ({
      label: name,
      description: usersOf(name),
      iconPath: new vscode.ThemeIcon('database'),
    })),
    {
      title: vscode.l10n.t('Volume'),
      placeHolder: vscode.l10n.t('The volume that is mounted; beside it, who uses it'),
      matchOnDescription: true,
    },
  );
  if (!picked) {
    throw new CancelledError();
  }
  const before = mounts[index];
  const row = before ? mountRow(before) : { kind: 'volume' as const, target: '/data' };
  const after = mountOfRow({ readOnly: false, ...row, source: picked.label });
  return after ? mounts.toSpliced(index, 1, after) : mounts;
}

/** Lets the user choose among the GPUs that the engine names. */
export async function pickGpus({ store }: ShownEngine, spec: ContainerSpec): Promise<SpecPatch> {
  const { connection } = await connectedSnapshot(store);
  const devices =
    connection.state === 'connected' ? gpuDevicesOf(connection.info.machine.cdiDevices) : [];
  const picked = await vscode.window.showQuickPick(
    devices.map((label) => ({
      label,
      picked: spec.cdiDevices?.includes(label) ?? false,
      iconPath: new vscode.ThemeIcon('circuit-board'),
    })),
    {
      title: vscode.l10n.t('GPUs'),
      placeHolder: vscode.l10n.t('The GPUs that the container gets'),
      canPickMany: true,
    },
  );
  if (!picked) {
    throw new CancelledError();
  }
  return withGpuDevices(
    spec,
    picked.map(({ label }) => label),
  );
}
