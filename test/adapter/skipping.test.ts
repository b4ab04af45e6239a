import assert from 'node:assert/strict';
import { suiteForEveryGdb, type DebugSuite } from '../support/everyGdb';

suiteForEveryGdb(
  'stepping',
  (debug) => {
    test('goes over the files and functions that the configuration skips', async () => {
      for (const skip of [['/usr/include/**'], ['std::*']]) {
        await debug.open();
        await stopAtVector(debug, { skip });
        await debug.run.go('stepIn');
        const { name, line } = await debug.run.top();
        assert.deepEqual(
          { name, line },
          { name: 'main', line: await debug.container.line('foreign', file) },
        );
        await debug.run.close();
      }
    });

    test('goes into code without source when that is asked for', async () => {
      await debug.run.launch(
        '',
        { stepIntoCodeWithoutSource: true },
        { file, breakpoints: [await debug.at('bare', {}, file)] },
        'foreign',
      );
      await debug.run.stopped();
      await debug.run.go('stepIn');
      const { source, presentationHint } = await debug.run.top();
      assert.equal(source, undefined);
      assert.equal(presentationHint, 'subtle');
    });
  },
  { programs: { foreign: ['foreign.cpp'] } },
);

const file = 'foreign.cpp';

async function stopAtVector(debug: DebugSuite, attributes: object): Promise<void> {
  const breakpoints = [await debug.at('vector', {}, file)];
  await debug.run.launch('', attributes, { file, breakpoints }, 'foreign');
  await debug.run.stopped();
}
