import assert from 'node:assert/strict';
import type { DebugProtocol } from '@vscode/debugprotocol';
import { suiteForEveryGdb, type DebugSuite } from '../support/everyGdb';

/** Ways to compile a program, by the name of what comes out. */
const ways: Readonly<Record<string, readonly string[]>> = {
  optimized: ['-O2'],
  static: ['-static'],
  fixed: ['-no-pie'],
  compressed: ['-gz=zlib'],
  dwarf4: ['-gdwarf-4'],
  dwarf5: ['-gdwarf-5'],
};

const programs = Object.fromEntries(
  Object.entries(ways).map(([name, words]) => [name, ['odd.cpp', ...words]]),
);

suiteForEveryGdb(
  'a program however it is compiled',
  (debug) => {
    suiteSetup(async () => {
      // Debug information apart: in a file that the compiler makes, and in one that is taken out.
      await debug.container.run(
        'sh',
        '-c',
        `cd /workspace && g++ -g -O0 -gsplit-dwarf -c odd.cpp && g++ -o split odd.o &&
         g++ -g -O0 -o apart odd.cpp && objcopy --only-keep-debug apart apart.debug &&
         strip apart && objcopy --add-gnu-debuglink=apart.debug apart &&
         g++ -g1 -O0 -o linesOnly odd.cpp && g++ -O0 -s -o stripped odd.cpp`,
      );
    });

    test('has its breakpoints, stacks, sources and values', async () => {
      const names = [...Object.keys(ways), 'split', 'apart', 'linesOnly'];
      const shown = await Promise.all(names.map(async (name) => [name, await show(debug, name)]));
      const line = await debug.container.line('sum', file);
      const expected = (name: string): unknown => ({
        verified: true,
        line,
        stack: ['sum', 'main'],
        path: debug.container.source(file),
        total: totals[name] ?? '6',
      });
      assert.deepEqual(
        Object.fromEntries(shown),
        Object.fromEntries(names.map((name) => [name, expected(name)])),
      );
    });

    test('without debug information says so, and still shows its stack', async () => {
      const run = await debug.open();
      const breakpoints = [await debug.at('sum', {}, file)];
      const [breakpoint] = await run.launch('', {}, { file, breakpoints }, 'stripped');
      assert.equal(breakpoint?.verified, false);
      assert.match(breakpoint.message ?? '', /"stripped" has no debug information/);
      assert.equal(await run.ended(), 0);
    });
  },
  { programs },
);

const file = 'odd.cpp';

/** What is known of a variable where it is not its value. */
const totals: Readonly<Record<string, string>> = {
  optimized: '<optimized out>',
  linesOnly: 'unknown',
};

async function show(debug: DebugSuite, program: string): Promise<unknown> {
  const run = await debug.open();
  const breakpoints = [await debug.at('sum', {}, file)];
  const [breakpoint] = await run.launch('', {}, { file, breakpoints }, program);
  if (breakpoint?.verified !== true) {
    return breakpoint?.message;
  }
  await run.stopped();
  const frames = await run.frames();
  const { scopes } = await run.client.request<DebugProtocol.ScopesResponse>('scopes', {
    frameId: frames[0]?.id,
  });
  const variables = await run.children(scopes[0]?.variablesReference ?? 0);
  return {
    verified: true,
    line: frames[0]?.line,
    stack: frames.map(({ name }) => name.replace(/\(.*/, '')).slice(0, 2),
    path: frames[0]?.source?.path,
    total: variables.find(({ name }) => name === 'total')?.value ?? 'unknown',
  };
}
