import * as vscode from 'vscode';
import type { Disposable } from '../../base/disposable';
import type { NetworkMapContract, NetworkMapState } from '../../contracts/networkMapContract';
import { commandIds } from '../commandIds';
import { engineLabel } from '../engine/engineLabel';
import type { ShownEngine } from '../engine/engines';
import type { NetworkArgument } from '../networks/chooseNetworks';
import { WebviewPanels } from '../panels/webviewPanels';
import type { SharedParts } from '../sharedParts';
import { NetworkMapHost } from './networkMapHost';

/** Registers **Show Who Reaches Whom**: a picture of the networks of an engine. */
export function registerNetworkMap(
  { register, engines, messages, context }: SharedParts,
  reveal: (engine: ShownEngine, containerId: string) => Promise<void>,
): Disposable {
  const panels = new WebviewPanels<NetworkMapContract>(context.extensionUri, messages, {
    name: 'networkMap',
    title: ({ label }) => vscode.l10n.t('{0} (who reaches whom)', label),
    readState,
    connect: (view, state) => new NetworkMapHost(view, state, engines, reveal),
  });
  register(commandIds.networkShowMap, (argument?: NetworkArgument) => {
    const engine = argument && 'engine' in argument ? argument.engine : engines.current;
    panels.open({ engine: engine.id, label: engineLabel(engine) });
  });
  return panels;
}

function readState(kept: unknown): NetworkMapState | undefined {
  if (typeof kept !== 'object' || kept === null || !('engine' in kept) || !('label' in kept)) {
    return undefined;
  }
  const { engine, label } = kept;
  return typeof engine === 'string' && typeof label === 'string' ? { engine, label } : undefined;
}
