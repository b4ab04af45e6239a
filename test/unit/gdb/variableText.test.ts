import assert from 'node:assert/strict';
import {
  addressExpression,
  childExpression,
  sliceExpression,
} from '../../../src/gdb/childExpression';
import { assignable, pointerAddress, readValueText } from '../../../src/gdb/variableText';
import type { VariableObject } from '../../../src/gdb/variableReader';

function object(more: Partial<VariableObject>): VariableObject {
  const shape = { kind: 'members', count: 1 } as const;
  return { handle: 'd1', expression: '', value: '{...}', type: 'Point', shape, ...more };
}

suite('texts of variables', () => {
  test('tell pointers, references and wholes apart', () => {
    const kind = (type: string, value?: string): string => readValueText(type, value).kind;
    assert.equal(kind('int', '5'), 'plain');
    assert.equal(kind('Point'), 'composite');
    assert.equal(kind('const Point &', '@0x7ff0: {x = 1}'), 'composite');
    assert.deepEqual(readValueText('int &', '@0x7ff0: 3'), {
      kind: 'plain',
      text: '3',
      address: '0x7ff0',
    });
    assert.equal(kind('const std::string &', '"a {b}"'), 'plain');
    assert.equal(kind('Point *', '0x7ff0'), 'pointer');
    assert.equal(kind('Point * const', '0x7ff0'), 'pointer');
    assert.equal(kind('int (*)[4]', '0x7ff0'), 'pointer');
    assert.equal(kind('PointHandle', '0x7ff0'), 'pointer');
    assert.equal(kind('Point *', '0x0'), 'plain');
    assert.equal(kind('void *', '0x7ff0'), 'plain');
    assert.equal(kind('int (*)(int)', '0x5555 <twice(int)>'), 'plain');
    assert.equal(kind('Callback', '0x5555 <twice(int)>'), 'plain');
    assert.equal(pointerAddress('(Point *) 0x7ff0'), '0x7ff0');
    assert.equal(pointerAddress('0x7ff0 "text"'), '0x7ff0');
    assert.equal(pointerAddress('0x1.8p1'), undefined);
  });

  test('become values again when they are edited', () => {
    assert.equal(assignable("100 'c'", "99 'c'"), '100');
    assert.equal(assignable("99 'z'", "99 'c'"), "'z'");
    assert.equal(assignable('0x10 <symbol+4>', '0x0'), '0x10');
    assert.equal(assignable('a + b', '3'), 'a + b');
  });

  test('lead to expressions for what is in them', () => {
    const member = object({ expression: 'x', type: 'int' });
    assert.equal(childExpression(object({}), member, 'point', 0), 'point.x');
    assert.equal(childExpression(object({ type: 'Point *' }), member, 'p', 0), 'p->x');
    assert.equal(childExpression(object({}), member, '*p', 0), '(*p).x');
    const base = object({ expression: 'Base', type: 'Base' });
    assert.equal(childExpression(object({}), base, 'point', 0), '*(Base *)&point');
    const map = object({ type: 'std::map<int, int>', printed: { hint: 'map', empty: false } });
    assert.equal(childExpression(map, member, 'ages', 3), '$_child(ages, 3)');
    const array = object({ type: 'int [9]', shape: { kind: 'elements', count: 9 } });
    assert.equal(childExpression(array, member, 'a.b', 2), 'a.b[2]');
    assert.equal(sliceExpression(array, 'a', 5, 2), 'a[5]@(2)');
    assert.equal(sliceExpression(object({ type: 'int *' }), 'p', 0, 'n'), '*(p + 0)@(n)');
    assert.equal(addressExpression('std::vector<int>', 'v'), 'v._M_impl._M_start');
    assert.equal(addressExpression('Point', 'a + b'), '&(a + b)');
  });
});
