import { DisposableStore, type Disposable } from '../base/disposable';
import { registerDiskUsage } from './diskUsage/diskUsageView';
import { registerEngineCommands } from './engine/engineCommands';
import { engineAsker } from './engineList/askEngine';
import { EngineList } from './engineList/engineList';
import { registerListedEngineCommands } from './engineList/listedEngineCommands';
import { onDidChangeSetting } from './settings';
import type { SharedParts } from './sharedParts';
import { keepEngineContextKey } from './views/engineContextKey';
import { createEnginesView } from './views/enginesView';

/** Wires which engines are shown, and how they are looked after. */
export function wireEngines(shared: SharedParts): Disposable {
  const { register, engines, log } = shared;
  const owner = new DisposableStore();
  const list = owner.add(new EngineList(engines));
  const ask = engineAsker(log);
  registerEngineCommands(register, engines, list);
  registerListedEngineCommands(shared, list, ask);
  owner.add(registerDiskUsage(shared));
  owner.add(keepEngineContextKey(engines));
  // Its failure shows in the views.
  owner.add(
    onDidChangeSetting('engine.endpoint', () => {
      engines.readSettings();
      void engines.current.store.refresh();
    }),
  );
  owner.add(onDidChangeSetting('engine.additional', () => engines.readSettings()));
  owner.add(createEnginesView(engines, list, ask));
  return owner;
}
