import assert from 'node:assert/strict';
import { UserError } from '../../src/base/errors';
import { killProcess } from '../../src/engine/killProcess';
import { listProcesses } from '../../src/engine/listProcesses';
import { contractSuite, testImage as image } from '../support/contractSuite';

contractSuite('A process of a container', (real) => {
  test('gets a signal, although the container lacks the right to signal others', async () => {
    const { engine } = real();
    const id = await real().run({ image, user: '1000', capDrop: ['ALL'] });
    const sleeper = (await listProcesses(engine, id)).find(({ name }) => name === 'sleep');
    assert.ok(sleeper);
    await killProcess(engine, id, sleeper, 'KILL');
    const after = await listProcesses(engine, id);
    assert.ok(!after.some(({ processId }) => processId === sleeper.processId));
  });

  test('that has gone is said to have gone', async () => {
    const { engine } = real();
    const id = await real().run({ image });
    const gone = { processId: 4_000_000, userId: 0, name: 'gone' };
    await assert.rejects(
      killProcess(engine, id, gone, 'TERM'),
      (error) => error instanceof UserError && /"gone" \(4000000\).*SIGTERM/.test(error.message),
    );
  });
});
