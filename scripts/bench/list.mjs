import { tsImport } from 'tsx/esm/api';
import { EngineClient } from '../lib/engineClient.mjs';
import { startFakeEngine } from './fakeEngine.mjs';
import { medians, ratio } from './measure.mjs';

/** Listing 1,000 containers, against the raw request to the same daemon, which is none. */
export async function benchList(runs) {
  const { openEngine } = await tsImport('../../src/engine/openEngine.ts', import.meta.url);
  const { silentLogger } = await tsImport('../../src/base/logger.ts', import.meta.url);
  const fake = await startFakeEngine(1000);
  const engine = openEngine({ endpoint: () => fake.endpoint, log: silentLogger });
  const raw = new EngineClient(fake.endpoint);
  try {
    const [ours, theirs] = await medians(runs * 5, [
      () => engine.listContainers(),
      () => raw.json('GET', '/containers/json?all=true'),
    ]);
    return [ratio('list 1,000 containers / raw GET', ours, theirs, '<= 1.3 x')];
  } finally {
    engine.dispose();
    fake.close();
  }
}
