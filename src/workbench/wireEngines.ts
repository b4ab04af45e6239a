import { DisposableStore, type Disposable } from '../base/disposable';
import { registerEngineCommands } from './engine/engineCommands';
import { onDidChangeSetting } from './settings';
import type { SharedParts } from './sharedParts';
import { keepEngineContextKey } from './views/engineContextKey';

/** Wires which engines are shown, and how they are looked after. */
export function wireEngines({ register, engines }: SharedParts): Disposable {
  const owner = new DisposableStore();
  registerEngineCommands(register, engines);
  owner.add(keepEngineContextKey(engines));
  // Its failure shows in the views.
  owner.add(
    onDidChangeSetting('engine.endpoint', () => {
      engines.readSettings();
      void engines.current.store.refresh();
    }),
  );
  owner.add(onDidChangeSetting('engine.additional', () => engines.readSettings()));
  return owner;
}
