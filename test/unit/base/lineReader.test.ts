import assert from 'node:assert/strict';
import { LineReader } from '../../../src/base/lineReader';

suite('text that comes in pieces', () => {
  test('is the same lines wherever the pieces end', () => {
    const text = 'one\r\n\ntwo\nthree';
    for (let cut = 0; cut <= text.length; cut += 1) {
      const reader = new LineReader();
      const lines = [...reader.push(text.slice(0, cut)), ...reader.push(text.slice(cut))];
      assert.deepEqual([...lines, ...reader.end()], ['one', '', 'two', 'three']);
    }
  });

  test('has no last line when that had an end', () => {
    const reader = new LineReader();
    assert.deepEqual([...reader.push('one\n'), ...reader.end()], ['one']);
  });
});
