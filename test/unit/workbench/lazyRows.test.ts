import assert from 'node:assert/strict';
import { setImmediate as turn } from 'node:timers/promises';
import { LazyRows } from '../../../src/workbench/containers/lazyRows';

suite('rows that are asked for when they are seen', () => {
  function newRows(): { readonly rows: LazyRows<string>; readonly changes: () => number } {
    let changes = 0;
    const rows = new LazyRows<string>(() => {
      changes += 1;
    });
    return { rows, changes: () => changes };
  }

  test('are unknown, then on their way, then there', async () => {
    const { rows, changes } = newRows();
    assert.deepEqual(rows.rows('a'), { state: 'unknown' });
    rows.reload('a', () => Promise.resolve(['one']));
    assert.deepEqual(rows.rows('a'), { state: 'loading' });
    await turn();
    assert.deepEqual(rows.rows('a'), { state: 'loaded', rows: ['one'] });
    assert.equal(changes(), 1);
  });

  test('a failure stands in their place', async () => {
    const { rows } = newRows();
    rows.reload('a', () => Promise.reject(new Error('It has no shell.')));
    await turn();
    assert.deepEqual(rows.rows('a'), { state: 'failed', message: 'It has no shell.' });
  });

  test('the old ones stay until the new ones are there', async () => {
    const { rows } = newRows();
    rows.reload('a', () => Promise.resolve(['old']));
    await turn();
    rows.reload('a', () => Promise.resolve(['new']));
    assert.deepEqual(rows.rows('a'), { state: 'loaded', rows: ['old'] });
    await turn();
    assert.deepEqual(rows.rows('a'), { state: 'loaded', rows: ['new'] });
  });

  test('an answer that was overtaken is not shown', async () => {
    const { rows } = newRows();
    let answerLate: (rows: string[]) => void = () => undefined;
    rows.reload('a', () => new Promise((resolve) => (answerLate = resolve)));
    rows.reload('a', () => Promise.resolve(['new']));
    await turn();
    answerLate(['old']);
    await turn();
    assert.deepEqual(rows.rows('a'), { state: 'loaded', rows: ['new'] });
  });

  test('forgotten ones are asked for anew, also when their answer was still on its way', async () => {
    const { rows } = newRows();
    rows.reload('a', () => Promise.resolve(['one']));
    rows.forget((key) => key === 'a');
    await turn();
    assert.deepEqual(rows.rows('a'), { state: 'unknown' });
  });
});
