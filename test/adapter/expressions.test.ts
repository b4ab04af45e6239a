import assert from 'node:assert/strict';
import type { DebugProtocol } from '@vscode/debugprotocol';
import { hexadecimalRequest } from '../../src/domain/launchConfiguration';
import { suiteForEveryGdb, type DebugSuite } from '../support/everyGdb';

const programs = { values: ['values.cpp', '-std=c++17'] };

/** Starts the program in a mode and stops at the mark of that name. */
async function stopAt(debug: DebugSuite, mode: string): Promise<number> {
  const breakpoints = [await debug.at(mode, {}, 'values.cpp')];
  await debug.run.launch(mode, {}, { file: 'values.cpp', breakpoints }, 'values');
  await debug.run.stopped();
  return (await debug.run.top()).id;
}

/** The children as `name=value`. */
async function children(
  debug: DebugSuite,
  reference: number | undefined,
  page: object = {},
): Promise<string[]> {
  const variables = await debug.run.children(reference ?? 0, page);
  return variables.map(({ name, value }) => `${name}=${value}`);
}

suiteForEveryGdb(
  'expressions',
  (debug) => {
    test('are shown in the format that is asked for', async () => {
      const frameId = await stopAt(debug, 'plains');
      const shown: Readonly<Record<string, string>> = {
        'length,x': '0x4',
        '/x length': '0x4',
        'length,o': '04',
        'length,b': '100',
        'color,d': '5',
        'wideNumber,x': '0xffffffffffffffff',
        'point.label[0],d': '108',
        'point.label[0],c': "108 'l'",
        '(char *) point.label,s': '"label"',
        '(char *) point.label,sb': 'label',
        '(char *) point.label,na': '"label"',
        'length + 1, x': '0x5',
      };
      for (const [expression, value] of Object.entries(shown)) {
        const { result } = await debug.run.evaluate(expression, 'watch', frameId);
        assert.equal(result, value, expression);
      }
      const inside = async (expression: string): Promise<string[]> => {
        const { variablesReference } = await debug.run.evaluate(expression, 'watch', frameId);
        return children(debug, variablesReference);
      };
      assert.deepEqual(await inside('variable,x'), ['[0]=0x0', '[1]=0x1', '[2]=0x2', '[3]=0x3']);
      assert.deepEqual(await inside('&variable[1],[length - 2]'), ['[0]=1', '[1]=2']);
      assert.deepEqual(await inside('variable,2,x'), ['[0]=0x0', '[1]=0x1']);
      const point = await inside('point,x');
      assert.ok(point.includes('x=0x3') && point.includes('hidden=0xb'), point.join());
      const { scopes } = await debug.run.client.request<DebugProtocol.ScopesResponse>('scopes', {
        frameId,
      });
      const locals = await children(debug, scopes[0]?.variablesReference, {
        format: { hex: true },
      });
      assert.ok(locals.includes('length=0x4') && locals.includes('shadow=0x2'), locals.join());
    });

    test('of containers can be cut short, or shown without their printers', async () => {
      const frameId = await stopAt(debug, 'containers');
      const numbers = await debug.run.evaluate('numbers,2', 'watch', frameId);
      assert.deepEqual(await children(debug, numbers.variablesReference), ['[0]=10', '[1]=20']);
      const raw = await debug.run.evaluate('numbers,!', 'watch', frameId);
      assert.match((await children(debug, raw.variablesReference)).join(), /^std::_Vector_base</);
      const whole = await debug.run.evaluate('numbers', 'clipboard', frameId);
      assert.match(whole.result, /= \{10, 20, 30\}$/);
      const hovered = await debug.run.evaluate('points[1].x', 'hover', frameId);
      assert.equal(hovered.result, '3');
    });

    debug.testWithCalls('in a hover never change the program', async () => {
      const frameId = await stopAt(debug, 'plains');
      const hover = async (expression: string): Promise<string> =>
        (await debug.run.evaluate(expression, 'hover', frameId)).result;
      assert.equal(await hover('point.x'), '3');
      assert.equal(await hover('sizeof(point)'), await hover('sizeof(Point)'));
      assert.equal(await hover('static_cast<long>(length) == 4'), 'true');
      for (const expression of [
        'length = 9',
        'length++',
        'twice(3)',
        'point.plus(1)',
        'length += 2',
      ]) {
        await assert.rejects(hover(expression), /A hover only reads/, expression);
      }
      await assert.rejects(hover('point == hiddenPoint'), /calls a function of the program/);
      assert.equal(await hover('length'), '4');
      const watch = await debug.run.evaluate('point == hiddenPoint', 'watch', frameId);
      assert.equal(watch.result, 'false'); // their x are 3 and 77
      assert.equal((await debug.run.evaluate('twice(3)', 'watch', frameId)).result, '6');
      await assert.rejects(hover('null->x'), /Cannot access memory/);
    });

    debug.testOnce('and variables are hexadecimal while a client wants them so', async () => {
      const frameId = await stopAt(debug, 'plains');
      const switchTo = (on: boolean): Promise<unknown> =>
        debug.run.client.request(hexadecimalRequest, { on });
      await switchTo(true);
      await debug.run.client.event('invalidated');
      const { variables, reference } = await debug.run.scope('Locals');
      assert.equal(variables.get('length')?.value, '0x4');
      assert.equal(variables.get('real')?.value, '1.5');
      assert.equal(variables.get('wideNumber')?.value, '0xffffffffffffffff');
      const members = await children(debug, variables.get('point')?.variablesReference);
      assert.ok(members.includes('x=0x3'));
      assert.ok(members.includes('y=2.5'));
      const result = async (expression: string, context: string): Promise<string> =>
        (await debug.run.evaluate(expression, context, frameId)).result;
      assert.equal(await result('length', 'hover'), '0x4');
      assert.equal(await result('length * 4', 'watch'), '0x10');
      assert.equal(await result('length,d', 'watch'), '4');
      const set = { variablesReference: reference, name: 'length', value: '17' };
      const { value } = await debug.run.client.request<DebugProtocol.SetVariableResponse>(
        'setVariable',
        set,
      );
      assert.equal(value, '0x11');
      await switchTo(false);
      assert.equal((await debug.run.scope('Locals')).variables.get('length')?.value, '17');
    });

    test('of the console change the program, and run commands of gdb on several lines', async () => {
      const frameId = await stopAt(debug, 'plains');
      const repl = async (expression: string): Promise<string> =>
        (await debug.run.evaluate(expression, 'repl', frameId)).result;
      assert.equal(await repl('length = 9'), '9');
      await debug.run.client.event('invalidated');
      assert.equal((await debug.run.scope('Locals')).variables.get('length')?.value, '9');
      assert.equal(await repl('length++'), '9');
      await debug.run.scope('Locals');
      await debug.run.scope('Locals');
      assert.equal(await repl('length'), '10');
      assert.equal(await repl('-exec print length\nprint 2'), '$1 = 10\n$2 = 2');
      assert.equal(await repl('`python\nfor each in (1, 2):\n  print(each)\nend'), '1\n2');
      await assert.rejects(repl('>nonsense'), /Undefined command/);
    });

    test('complete to locals, members, and commands of gdb', async () => {
      const frameId = await stopAt(debug, 'plains');
      const complete = async (text: string): Promise<readonly string[]> => {
        const args = { text, column: text.length + 1, frameId };
        const body = await debug.run.client.request<DebugProtocol.CompletionsResponse>(
          'completions',
          args,
        );
        return body.targets.map(({ label, text: inserted = label, length = 0 }) => {
          const kept = text.slice(0, text.length - length);
          return `${kept}${inserted}`;
        });
      };
      assert.deepEqual((await complete('po')).slice(0, 2), ['point', 'pointer']);
      assert.ok((await complete('l')).includes('lambda'));
      assert.deepEqual(await complete('1 + point.inh'), ['1 + point.inherited']);
      assert.ok((await complete('pointer->')).includes('pointer->label'));
      assert.ok((await complete('app::')).includes('app::settings'));
      assert.ok((await complete('-exec info sou')).includes('-exec info source'));
      assert.deepEqual(await complete('nothing.like.this'), []);
    });
  },
  { programs },
);

suiteForEveryGdb(
  'large values',
  (debug) => {
    test('are read by pages, wherever these are', async () => {
      await stopAt(debug, 'large');
      const { variables } = await debug.run.scope('Locals');
      const page = (name: string, start: number, count: number): Promise<string[]> =>
        children(debug, variables.get(name)?.variablesReference, {
          filter: 'indexed',
          start,
          count,
        });
      for (const [name, value] of [
        ['plain', '8'],
        ['vector', '5'],
      ] as const) {
        assert.equal(variables.get(name)?.indexedVariables, 1_000_000);
        const first = await page(name, 0, 100);
        assert.equal(first.length, 100);
        assert.equal(first[1], name === 'plain' ? '[1]=0' : '[1]=4');
        assert.deepEqual(await page(name, 999_998, 2), [
          name === 'plain' ? '[999998]=0' : '[999998]=4',
          `[999999]=${value}`,
        ]);
      }
      assert.deepEqual(await page('map', 4_999, 1), ['[4999]=9998']);
      assert.deepEqual(await page('deque', 4_999, 1), ['[4999]=1']);
      const reference = variables.get('vector')?.variablesReference;
      const all = await debug.run.children(reference ?? 0);
      assert.equal(all.length, 1001);
      assert.equal(all.at(-1)?.name, '[more]');
      const more = await children(debug, all.at(-1)?.variablesReference, { count: 1 });
      assert.deepEqual(more, ['[1000]=4']);
    });
  },
  { programs, gdbs: [10, 16] },
);
