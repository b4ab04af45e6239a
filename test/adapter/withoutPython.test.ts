import assert from 'node:assert/strict';
import type { DebugProtocol } from '@vscode/debugprotocol';
import { suiteForEveryGdb, type DebugSuite } from '../support/everyGdb';
import { basicPrograms } from '../support/gdbContainer';

const programs = {
  ...basicPrograms,
  values: ['values.cpp', '-std=c++17'],
  exceptions: ['exceptions.cpp'],
};

/** Launches a debuggee under the gdb that was built without Python. */
async function launch(
  debug: DebugSuite,
  mode: string,
  breakpoints: readonly DebugProtocol.SourceBreakpoint[],
  debuggee = 'basics',
): Promise<DebugProtocol.Breakpoint[]> {
  const attributes = {
    miDebuggerPath: '/opt/gdb-minimal/usr/bin/gdb',
    args: mode.split(' '),
  };
  return debug.run.launch(mode, attributes, { file: `${debuggee}.cpp`, breakpoints }, debuggee);
}

async function breakAt(
  debug: DebugSuite,
  mark: string,
  more: object = {},
  file = 'basics.cpp',
): Promise<DebugProtocol.SourceBreakpoint[]> {
  return [await debug.at(mark, more, file)];
}

suiteForEveryGdb(
  'without Python',
  (debug) => {
    test('containers are shown by their members, which one sentence explains', async () => {
      await launch(debug, 'values', await breakAt(debug, 'values'));
      await debug.run.stopped();
      const said = debug.run.client.outputOf('console').match(/built without Python/g);
      assert.equal(said?.length, 1);
      const { variables } = await debug.run.scope('Locals');
      const value = (name: string): string | undefined => variables.get(name)?.value;
      assert.equal(value('count'), '42');
      assert.equal(value('text'), '"héllo"');
      assert.equal(value('numbers'), '{...}');
      const of = async (name: string): Promise<Map<string, DebugProtocol.Variable>> => {
        const children = await debug.run.children(variables.get(name)?.variablesReference ?? 0);
        return new Map(children.map((each) => [each.name, each]));
      };
      assert.ok((await of('numbers')).size > 0);
      assert.equal((await of('point')).get('x')?.value, '3');
      assert.equal((await of('plain')).get('[3]')?.value, '4');
      const frameId = (await debug.run.top()).id;
      const evaluated = await debug.run.evaluate('numbers._M_impl._M_start[2]', 'watch', frameId);
      assert.equal(evaluated.result, '30');
      assert.equal((await debug.run.evaluate('text', 'watch', frameId)).result, '"héllo"');
      assert.equal((await debug.run.evaluate('count,x', 'watch', frameId)).result, '0x2a');
      const { reference } = await debug.run.scope('Locals');
      const set = { variablesReference: reference, name: 'count', value: '43' };
      const { value: changed } = await debug.run.client.request<DebugProtocol.SetVariableResponse>(
        'setVariable',
        set,
      );
      assert.equal(changed, '43');
    });
    test('variables of the file, hidden ones and registers are shown', async () => {
      await launch(debug, 'plains', await breakAt(debug, 'plains', {}, 'values.cpp'), 'values');
      await debug.run.stopped();
      const globals = (await debug.run.scope('Globals')).variables;
      assert.equal(globals.get('globalCount')?.value, '5');
      assert.equal(globals.get('fileStatic')?.value, '6');
      assert.equal(globals.get('app::title')?.value, '"title"');
      const { variables } = await debug.run.scope('Locals');
      assert.equal(variables.get('shadow (outer)')?.value, '1');
      assert.match(
        variables.get('hiddenPoint (outer)')?.value ?? '',
        /hidden by an inner variable/,
      );
      assert.ok((await debug.run.scope('Registers')).variables.size > 0);
    });
    test('breakpoints of all kinds stop, and steps go where they should', async () => {
      const conditional = await breakAt(debug, 'square', { condition: 'number == 3' });
      await launch(debug, 'loop', conditional);
      await debug.run.client.request('setFunctionBreakpoints', { breakpoints: [{ name: 'exit' }] });
      await debug.run.stopped();
      const frame = await debug.run.top();
      assert.equal((await debug.run.evaluate('number', 'watch', frame.id)).result, '3');
      await debug.run.go('stepOut');
      await debug.run.go('next');
      assert.equal((await debug.run.top()).name, 'loop');
      await debug.run.setBreakpoints({ breakpoints: await breakAt(debug, 'loop') });
      await debug.run.go('continue');
      await debug.run.go('stepIn');
      assert.equal((await debug.run.top()).name, 'square');
      const info = await debug.run.client.request<DebugProtocol.DataBreakpointInfoResponse>(
        'dataBreakpointInfo',
        { name: 'result', frameId: (await debug.run.top()).id },
      );
      const { dataId } = info;
      assert.ok(dataId, info.description);
      const set = await debug.run.client.request<DebugProtocol.SetDataBreakpointsResponse>(
        'setDataBreakpoints',
        { breakpoints: [{ dataId, accessType: 'write' }] },
      );
      assert.equal(set.breakpoints[0]?.verified, true);
      await debug.run.setBreakpoints({ breakpoints: [] });
      assert.equal((await debug.run.go('continue')).reason, 'data breakpoint');
      await debug.run.client.request('setDataBreakpoints', { breakpoints: [] });
      const { threads } = await debug.run.client.request<DebugProtocol.ThreadsResponse>('threads');
      assert.deepEqual(
        threads.map(({ id }) => id),
        [1],
      );
      assert.equal((await debug.run.go('continue')).reason, 'function breakpoint');
    });
    test('log points log, with values and at counted hits', async () => {
      const logMessage = 'turn {turn} of {turn * 10}';
      const hitCondition = '%5';
      const [values] = await breakAt(debug, 'loop', { logMessage });
      const [plain] = await breakAt(debug, 'square', { logMessage: 'squared', hitCondition });
      await launch(
        debug,
        'loop',
        [values, plain].flatMap((each) => each ?? []),
      );
      await debug.run.ended();
      const lines = debug.run.client.outputOf('console').split('\n');
      const turns = Array.from({ length: 10 }, (_, index) => index + 1);
      assert.deepEqual(
        lines.filter((line) => line.startsWith('turn')),
        turns.map((turn) => `turn ${turn} of ${turn * 10}`),
      );
      assert.equal(lines.filter((line) => line === 'squared').length, 2);
    });
    test('exceptions and crashes say what they are', async () => {
      await launch(debug, 'raise ship', [], 'exceptions');
      const stop = await debug.run.stopped();
      assert.equal(stop.description, 'Uncaught exception');
      assert.equal(stop.text, 'uncaught harbour::NoSuchShip: no such ship: Vasa');
      const info = await debug.run.client.request<DebugProtocol.ExceptionInfoResponse>(
        'exceptionInfo',
        { threadId: 1 },
      );
      assert.equal(info.exceptionId, 'harbour::NoSuchShip');
      assert.match(info.details?.stackTrace ?? '', /at raise/);
    });
    test('exceptions are caught where they are thrown, and by their types', async () => {
      const breakpoints = await breakAt(debug, 'runtime', {}, 'exceptions.cpp');
      await launch(debug, 'attempt runtime ship', breakpoints, 'exceptions');
      await debug.run.stopped();
      await debug.run.client.request('setExceptionBreakpoints', {
        filters: [],
        filterOptions: [{ filterId: 'throw', condition: 'harbour::*' }],
      });
      const stop = await debug.run.go('continue');
      assert.equal(stop.text, 'harbour::NoSuchShip: no such ship: Vasa');
    });
  },
  { programs, gdbs: [13], more: true },
);
