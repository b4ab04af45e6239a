import * as vscode from 'vscode';
import type { Disposable } from '../../base/disposable';
import type { DiskUsageContract, DiskUsageState } from '../../contracts/diskUsageContract';
import { commandIds } from '../commandIds';
import type { EngineNode } from '../engine/engineNodes';
import { engineLabel } from '../engine/engineLabel';
import type { ShownEngine } from '../engine/engines';
import type { EnginesNode } from '../engineList/engineRows';
import { WebviewPanels } from '../panels/webviewPanels';
import type { SharedParts } from '../sharedParts';
import { DiskUsageHost } from './diskUsageHost';
import { pruneBuildCache } from './pruneBuildCache';

/** Registers **Show Disk Usage**, what an engine keeps as a chart, and **Empty Build Cache…**. */
export function registerDiskUsage(shared: SharedParts): Disposable {
  const { register, engines, dockerCommands, messages, context } = shared;
  const panels = new WebviewPanels<DiskUsageContract>(context.extensionUri, messages, {
    name: 'diskUsage',
    title: ({ label }) => vscode.l10n.t('{0} (disk usage)', label),
    readState,
    connect: (view, state) => new DiskUsageHost(view, state, engines, dockerCommands),
  });
  register(commandIds.engineShowDiskUsage, (argument?: EnginesNode | EngineNode) => {
    const engine = engineOf(argument) ?? engines.current;
    panels.open({ engine: engine.id, label: engineLabel(engine) });
  });
  register(commandIds.buildCachePrune, async (argument?: EnginesNode | EngineNode) => {
    await pruneBuildCache(engineOf(argument) ?? engines.current, dockerCommands);
  });
  return panels;
}

function engineOf(argument: EnginesNode | EngineNode | undefined): ShownEngine | undefined {
  switch (argument?.kind) {
    case 'engine':
      return argument.engine;
    case 'engineRow':
    case 'diskUsageRow':
      return argument.shown;
    default:
      return undefined;
  }
}

function readState(kept: unknown): DiskUsageState | undefined {
  if (typeof kept !== 'object' || kept === null || !('engine' in kept) || !('label' in kept)) {
    return undefined;
  }
  const { engine, label } = kept;
  return typeof engine === 'string' && typeof label === 'string' ? { engine, label } : undefined;
}
