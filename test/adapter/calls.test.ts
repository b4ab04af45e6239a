import assert from 'node:assert/strict';
import { writesRegisters } from '../support/debugRegisters';
import { suiteForEveryGdb } from '../support/everyGdb';

suiteForEveryGdb('conditions that call a function of the program', (debug) => {
  const launch = async (): Promise<void> => {
    const breakpoint = await debug.at('loop', { condition: 'square(turn) == 16' });
    await debug.run.launch('loop', {}, { breakpoints: [breakpoint] });
  };
  const turn = async (): Promise<string> => {
    const { id } = await debug.run.top();
    return (await debug.run.evaluate('turn', 'watch', id)).result;
  };

  debug.testWithCalls('are met', async () => {
    await launch();
    const stop = await debug.run.stopped();
    assert.equal(stop.text, undefined);
    assert.equal(await turn(), '4');
  });

  if (!writesRegisters(debug.gdb)) {
    test('stop where gdb is too old for the processor, and say so', async () => {
      await launch();
      const why = /"square\(turn\) == 16" could not be evaluated: This gdb is too old/;
      assert.match((await debug.run.stopped()).text ?? '', why);
      assert.equal(await turn(), '1');
      assert.match((await debug.run.go('continue')).text ?? '', why);
      assert.equal(await turn(), '2');
      const { id } = await debug.run.top();
      for (const expression of ['square(2)', '-exec print square(2)']) {
        await assert.rejects(debug.run.evaluate(expression, 'repl', id), /too old for this/);
      }
      await debug.run.setBreakpoints({ breakpoints: [] });
      await debug.run.client.request('continue', { threadId: 1 });
      assert.equal(await debug.run.ended(), 0);
    });
  }
});
