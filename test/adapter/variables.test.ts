import assert from 'node:assert/strict';
import type { DebugProtocol } from '@vscode/debugprotocol';
import { suiteForEveryGdb, type DebugSuite } from '../support/everyGdb';

const programs = {
  values: ['values.cpp', '-std=c++17'],
  variants: ['variants.cpp', '-std=c++17'],
};

/** Starts the program in a mode and stops at the mark of that name, or at another. */
async function stopAt(debug: DebugSuite, mode: string, mark = mode): Promise<number> {
  const breakpoints = [await debug.at(mark, {}, 'values.cpp')];
  await debug.run.launch(mode, {}, { file: 'values.cpp', breakpoints }, 'values');
  await debug.run.stopped();
  return (await debug.run.top()).id;
}

/** The children as `name=value`, addresses left out. */
async function children(
  debug: DebugSuite,
  reference: number | undefined,
  page: object = {},
): Promise<string[]> {
  const variables = await debug.run.children(reference ?? 0, page);
  return variables.map(({ name, value }) => `${name}=${value.replace(/0x[0-9a-f]{6,}/g, '0x…')}`);
}

async function set(
  debug: DebugSuite,
  variablesReference: number,
  name: string,
  value: string,
): Promise<string> {
  const body = await debug.run.client.request<DebugProtocol.SetVariableResponse>('setVariable', {
    variablesReference,
    name,
    value,
  });
  return body.value;
}

/** What the children of the locals show, by the locals' names. */
async function localChildren(debug: DebugSuite): Promise<(name: string) => Promise<string[]>> {
  const { variables } = await debug.run.scope('Locals');
  return (name) => children(debug, variables.get(name)?.variablesReference);
}

suiteForEveryGdb(
  'variables',
  (debug) => {
    test('show plain values, pointers, structures and arrays', async () => {
      await stopAt(debug, 'plains');
      const { variables } = await debug.run.scope('Locals');
      const shown = Object.fromEntries(
        [...variables].map(([name, { value }]) => [name, value.replace(/0x[0-9a-f]{6,}/, '0x…')]),
      );
      assert.deepEqual(shown, {
        argc: '2',
        reference: '{...}',
        number: '3',
        point: '{...}',
        pointer: '0x…',
        toPointer: '0x…',
        null: '0x0',
        anything: '0x…',
        function: '0x… <twice(int)>',
        member: '&Point::x',
        method: '(int (Point::*)(Point * const, int)) 0x… <Point::plus(int)>',
        known: '0',
        incomplete: '0x… <plains(int, Point const&, int&)::known>',
        color: 'green',
        mode: 'Mode::on',
        flag: '(one | four)',
        truth: 'true',
        real: '1.5',
        wideNumber: '-1',
        matrix: '[2]',
        length: '4',
        variable: '[4]',
        first: '1',
        second: '2.5',
        captured: '4',
        lambda: '{...}',
        shadow: '2',
        hiddenPoint: '{...}',
        'shadow (outer)': '1',
        'hiddenPoint (outer)': '{...}',
      });
      const expandable = [...variables].filter(([, each]) => each.variablesReference > 0);
      assert.deepEqual(expandable.map(([name]) => name).sort(), [
        'hiddenPoint',
        'hiddenPoint (outer)',
        'incomplete',
        'lambda',
        'matrix',
        'point',
        'pointer',
        'reference',
        'toPointer',
        'variable',
      ]);
      const of = await localChildren(debug);
      const members = ['x=3', 'bits=5', '(anonymous union)={...}', 'label="label\\000\\000"'];
      for (const name of ['point', 'pointer', 'reference']) {
        assert.deepEqual((await of(name)).slice(0, 5), ['Base={...}', ...members], name);
      }
      assert.equal((await of('hiddenPoint'))[1], 'x=77');
      assert.equal((await of('hiddenPoint (outer)'))[1], 'x=3');
      assert.deepEqual(await of('matrix'), ['[0]=[3]', '[1]=[3]']);
      assert.deepEqual(await of('variable'), ['[0]=0', '[1]=1', '[2]=2', '[3]=3']);
      assert.deepEqual(await of('lambda'), ['__captured=4', '__first=1']);
      assert.deepEqual(await of('incomplete'), []);
    });

    test('show members with who may use them, and where things are in memory', async () => {
      const frameId = await stopAt(debug, 'plains');
      const { variables } = await debug.run.scope('Locals');
      const members = await debug.run.children(variables.get('point')?.variablesReference ?? 0);
      const hint = (name: string): DebugProtocol.VariablePresentationHint | undefined =>
        members.find((each) => each.name === name)?.presentationHint;
      assert.equal(hint('Base')?.kind, 'baseClass');
      assert.deepEqual(
        ['x', 'y', 'hidden'].map((name) => hint(name)?.visibility),
        ['public', 'protected', 'private'],
      );
      const address = async (expression: string): Promise<string> =>
        (await debug.run.evaluate(`(long) ${expression},x`, 'watch', frameId)).result;
      const { memoryReference } = await debug.run.evaluate('point.label', 'watch', frameId);
      assert.equal(memoryReference, await address('&point.label'));
      assert.equal(variables.get('point')?.memoryReference, await address('&point'));
      assert.equal(variables.get('pointer')?.memoryReference, await address('&point'));
      assert.equal(variables.get('matrix')?.memoryReference, await address('&matrix'));
      assert.equal(variables.get('number')?.memoryReference, await address('&number'));
      assert.equal(variables.get('null')?.memoryReference, undefined);
    });

    test('show containers by their printers, and keep them right from stop to stop', async () => {
      const frameId = await stopAt(debug, 'containers');
      const before = await debug.run.scope('Locals');
      const value = (name: string): string | undefined => before.variables.get(name)?.value;
      assert.match(value('numbers') ?? '', /^std::vector of length 3, capacity 3$/);
      assert.equal(value('ages'), 'std::map with 2 elements');
      assert.equal(value('array'), 'std::array of length 3');
      assert.equal(value('function'), 'std::function calling twice(int)');
      assert.equal(value('seconds'), 'std::chrono::duration = { 5s }');
      assert.match(value('path') ?? '', /"\/usr\/lib"/);
      assert.match(value('none') ?? '', /no contained value/);
      assert.match(value('shared') ?? '', /^std::shared_ptr<Point> \(use count 1/);
      assert.equal(value('view'), '"view"');
      assert.equal(before.variables.get('nested')?.indexedVariables, 3);
      let of = await localChildren(debug);
      assert.deepEqual(await of('numbers'), ['[0]=10', '[1]=20', '[2]=30']);
      assert.deepEqual(await of('ages'), ['["ada"]=36', '["bjarne"]=45']);
      assert.deepEqual(await of('flags'), ['[0]=true', '[1]=false']);
      assert.deepEqual(await of('ordered'), ['[0]=1', '[1]=2']);
      assert.deepEqual(await of('named'), ['[1]="one"']);
      assert.deepEqual(await of('list'), ['[0]=1', '[1]=2', '[2]=3']);
      assert.deepEqual(await of('some'), ['[contained value]=3']);
      assert.deepEqual(await of('variant'), ['[contained value]="text"']);
      assert.equal((await of('nested'))[0], '[0]=std::vector of length 4, capacity 4');
      assert.deepEqual(await of('points'), ['[0]={...}', '[1]={...}']);
      assert.deepEqual(await of('unique'), ['get()=0x…']);
      assert.ok((await debug.run.evaluate('numbers', 'watch', frameId)).variablesReference > 0);
      const later = await debug.at('changed', {}, 'values.cpp');
      await debug.run.setBreakpoints({ file: 'values.cpp', breakpoints: [later] });
      await debug.run.go('continue');
      await assert.rejects(debug.run.children(before.reference), /The program has gone on/);
      const after = await debug.run.scope('Locals');
      assert.match(after.variables.get('numbers')?.value ?? '', /^std::vector of length 4/);
      assert.equal(after.variables.get('ages')?.value, 'std::map with 3 elements');
      of = await localChildren(debug);
      assert.deepEqual(await of('numbers'), ['[0]=10', '[1]=20', '[2]=30', '[3]=40']);
      assert.deepEqual(await of('ages'), ['["ada"]=36', '["bjarne"]=45', '["carol"]=7']);
      assert.match((await of('nested'))[0] ?? '', /of length 5/);
      const points = await debug.run.children(
        after.variables.get('points')?.variablesReference ?? 0,
      );
      assert.equal((await children(debug, points[1]?.variablesReference))[1], 'x=99');
    });

    test('show what a variant holds when that has another type at the next stop', async () => {
      const marks = ['variants', 'others', 'again'];
      const breakpoints = await Promise.all(
        marks.map((mark) => debug.at(mark, {}, 'variants.cpp')),
      );
      await debug.run.launch('', {}, { file: 'variants.cpp', breakpoints }, 'variants');
      /** All there is below a local, with a structure as its members. */
      const leaves = async (reference: number): Promise<string[]> => {
        const below = await debug.run.children(reference);
        const each = below.map(async ({ value, variablesReference }) =>
          variablesReference > 0 ? leaves(variablesReference) : [value],
        );
        return (await Promise.all(each)).flat();
      };
      const shown = async (): Promise<object> => {
        await debug.run.stopped();
        const { variables } = await debug.run.scope('Locals');
        const all: Record<string, string[]> = {};
        for (const [name, { variablesReference }] of variables) {
          all[name] = await leaves(variablesReference);
        }
        return all;
      };
      assert.deepEqual(await shown(), {
        value: ['"text"'],
        holder: ['1', '"inner"'],
        any: ['"any"'],
        many: ['1', '"two"', '3', '4'],
      });
      await debug.run.client.request('continue', { threadId: 1 });
      assert.deepEqual(await shown(), {
        value: ['6'],
        holder: ['1', '3', '4'],
        any: ['3'],
        many: ['"one"', '3', '4', '3'],
      });
      await debug.run.client.request('continue', { threadId: 1 });
      assert.deepEqual(await shown(), {
        value: ['3', '4'],
        holder: ['1', '4'],
        any: ['3', '4'],
        many: ['3', '4', '2', '"three"'],
      });
    });

    test('name everything by an expression that has the same value', async () => {
      for (const mode of ['plains', 'containers']) {
        const frameId = await stopAt(debug, mode);
        const { variables } = await debug.run.scope('Locals');
        const nested = await Promise.all(
          [...variables.values()].map((each) =>
            debug.run.children(each.variablesReference || -1).catch(() => []),
          ),
        );
        const named = [...variables.values(), ...nested.flat()].filter((each) => each.evaluateName);
        const wrong: string[] = [];
        for (const { evaluateName = '', value } of named) {
          const { result } = await debug.run.evaluate(evaluateName, 'watch', frameId);
          if (result !== value) {
            wrong.push(`${evaluateName} is ${result} and not ${value}`);
          }
        }
        assert.deepEqual(wrong, []);
        assert.ok(named.length > 50, mode);
        await debug.run.close();
        await debug.open();
      }
    });

    test('show texts of all encodings', async () => {
      const frameId = await stopAt(debug, 'texts');
      const { variables } = await debug.run.scope('Locals');
      const shown = [...variables].map(
        ([name, { value }]) => `${name}=${value.replace(/0x\w+ /, '')}`,
      );
      assert.deepEqual(shown, [
        'reference="reference"',
        'text="h\u00e9llo"',
        'invalid="a\\377 z"',
        'nul="a\\000b"',
        'empty=""',
        "longText='x' <repeats 200 times>...",
        'wide=L"w\u00efde"',
        'sixteen=u"\u4e2d"',
        'thirtyTwo=U"\u{1F600}"',
        'widePointer=L"wp"',
        'pointer="cp"',
        'array="ca\\000\\000\\000\\000\\000"',
        "character=99 'c'",
        "negative=-1 '\\377'",
        "byte=65 'A'",
      ]);
      const whole = await debug.run.evaluate('longText', 'clipboard', frameId);
      assert.equal(whole.result, `"${'x'.repeat(1_000_000)}"`);
      const copied: Readonly<Record<string, string>> = {
        text: '"h\u00e9llo"',
        invalid: '"a\\377 z"',
        nul: '"a\\000b"',
        wide: '"w\u00efde"',
        sixteen: '"\u4e2d"',
        thirtyTwo: '"\u{1F600}"',
        pointer: '"cp"',
        byte: "65 'A'",
      };
      for (const [expression, text] of Object.entries(copied)) {
        const { result } = await debug.run.evaluate(expression, 'clipboard', frameId);
        assert.equal(result, text, expression);
      }
      assert.equal(
        (await debug.run.evaluate('-exec show print elements', 'repl', frameId)).result,
        'Limit on string chars or array elements to print is 200.',
      );
    });

    test('know the calls of a recursive function apart', async () => {
      await stopAt(debug, 'depth', 'deepest');
      const levels = async (): Promise<string | undefined> =>
        (await debug.run.scope('Locals')).variables.get('levels')?.value;
      assert.match((await levels()) ?? '', /length 0/);
      const back = await debug.at('back', {}, 'values.cpp');
      await debug.run.setBreakpoints({ file: 'values.cpp', breakpoints: [back] });
      for (const length of [1, 2, 3]) {
        await debug.run.go('continue');
        assert.match((await levels()) ?? '', new RegExp(`length ${length},`));
      }
    });

    test('of a frame that has not begun do no harm', async () => {
      await stopAt(debug, 'garbage');
      const { variables } = await debug.run.scope('Locals');
      assert.ok(variables.has('nested') && variables.has('map'));
      for (const { name, variablesReference } of variables.values()) {
        const page = { start: 0, count: 100, filter: 'indexed' };
        const shown = await debug.run.children(variablesReference || -1, page).catch(() => []);
        assert.ok(shown.length <= 100, name);
      }
      await debug.run.go('next');
      assert.equal((await debug.run.scope('Locals')).variables.get('again')?.value, 'false');
    });

    test('take new values', async () => {
      const frameId = await stopAt(debug, 'plains');
      const { reference, variables } = await debug.run.scope('Locals');
      const local = (name: string, value: string): Promise<string> =>
        set(debug, reference, name, value);
      assert.equal(await local('length', '40 + 3'), '43');
      assert.equal(await local('color', 'red'), 'red');
      assert.equal(await local('mode', 'Mode::off'), 'Mode::off');
      assert.equal(await local('flag', '(one | two)'), '(one | two)');
      assert.equal(await local('truth', 'false'), 'false');
      assert.equal(await local('real', '2.25'), '2.25');
      assert.equal(await local('pointer', '0'), '0x0');
      assert.equal(await local('shadow (outer)', '8'), '8');
      assert.equal(await local('number', '4'), '4');
      const point = variables.get('point')?.variablesReference ?? 0;
      await debug.run.children(point);
      assert.equal(await set(debug, point, 'bits', '2'), '2');
      assert.equal(await set(debug, point, 'hidden', 'point.bits * 2'), '4');
      await assert.rejects(local('length', 'nonsense'), /No symbol "nonsense"/);
      await assert.rejects(local('point', '5'), /"point" cannot be given a value as a whole/);
      await assert.rejects(local('nowhere', '5'), /There is no "nowhere"/);
      const express = (expression: string, value: string): Promise<{ value: string }> =>
        debug.run.client.request<DebugProtocol.SetExpressionResponse>('setExpression', {
          expression,
          value,
          frameId,
        });
      assert.equal((await express('matrix[1][2]', '60')).value, '60');
      assert.equal((await express('point.x,x', '255')).value, '0xff');
      await assert.rejects(express('length + 1', '5'), /cannot be given a value/);
      const after = (await debug.run.scope('Locals')).variables;
      assert.deepEqual(
        ['length', 'color', 'real', 'number', 'shadow', 'shadow (outer)'].map(
          (name) => after.get(name)?.value,
        ),
        ['43', 'red', '2.25', '4', '2', '8'],
      );
    });

    debug.testWithCalls('in containers, texts and registers take new values too', async () => {
      await stopAt(debug, 'containers');
      const { variables } = await debug.run.scope('Locals');
      const inside = async (name: string, child: string, value: string): Promise<string> => {
        const reference = variables.get(name)?.variablesReference ?? 0;
        await debug.run.children(reference);
        return set(debug, reference, child, value);
      };
      assert.equal(await inside('numbers', '[1]', '21'), '21');
      assert.equal(await inside('ages', '["ada"]', '37'), '37');
      const registers = await debug.run.scope('Registers');
      assert.deepEqual([...registers.variables.keys()].slice(0, 2), [
        'General',
        'Flags and Segments',
      ]);
      const general = registers.variables.get('General')?.variablesReference ?? 0;
      const rip = (await debug.run.children(general)).find(({ name }) => name === 'rip');
      assert.match(rip?.value ?? '', /^0x[0-9a-f]+ <containers\(\)\+\d+>$/);
      assert.equal(await set(debug, general, 'r15', '255'), '0xff');
      const vectors = registers.variables.get('Vector')?.variablesReference ?? 0;
      const xmm0 = (await debug.run.children(vectors)).find(({ name }) => name === 'xmm0');
      const ways = await debug.run.children(xmm0?.variablesReference ?? 0);
      const floats = ways.find(({ name }) => name === 'v4_float')?.variablesReference ?? 0;
      await debug.run.children(floats);
      assert.equal(await set(debug, floats, '[1]', '1.5'), '1.5');
      await debug.run.close();
      await debug.open();
      await stopAt(debug, 'texts');
      const locals = await debug.run.scope('Locals');
      assert.equal(await set(debug, locals.reference, 'text', '"new"'), '"new"');
      assert.equal(await set(debug, locals.reference, 'character', "100 'c'"), "100 'd'");
      assert.equal(await set(debug, locals.reference, 'character', "100 'z'"), "122 'z'");
      await assert.rejects(
        set(debug, locals.reference, 'text', 'plain'),
        /The text of "text" could not be changed .*Write the text in quotes\./,
      );
    });

    test('outside functions are those of the source', async () => {
      await stopAt(debug, 'plains');
      const { reference, variables } = await debug.run.scope('Globals');
      const shown = [...variables].map(([name, { value }]) => `${name}=${value}`);
      assert.deepEqual(shown, [
        'globalCount=5',
        'fileStatic=6',
        '(anonymous namespace)::hiddenCount=7',
        'app::settings={...}',
        'app::title="title"',
        'Base::shared=9',
      ]);
      assert.equal(await set(debug, reference, 'fileStatic', '16'), '16');
    });
  },
  { programs },
);
