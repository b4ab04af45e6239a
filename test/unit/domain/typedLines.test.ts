import assert from 'node:assert/strict';
import { TypedLines } from '../../../src/domain/typedLines';

suite('what is typed for a program without a terminal', () => {
  let lines: TypedLines;

  setup(() => {
    lines = new TypedLines();
  });

  test('is shown at once and sent as whole lines', () => {
    assert.deepEqual(typed('h', 'i'), { echo: 'hi', sent: '' });
    assert.deepEqual(typed('\r'), { echo: '\r\n', sent: 'hi\n' });
  });

  test('is corrected before it is sent', () => {
    assert.deepEqual(typed('ab', '\x7f', 'c', '\r'), { echo: 'ab\b \bc\r\n', sent: 'ac\n' });
    assert.deepEqual(typed('ab', '\x15', 'c\r'), { echo: 'ab\b \b\b \bc\r\n', sent: 'c\n' });
    assert.deepEqual(typed('\x7f', '\b'), { echo: '', sent: '' });
  });

  test('loses a whole character, also one of two halves', () => {
    assert.deepEqual(typed('a😀', '\x7f', '\r'), { echo: 'a😀\b \b\r\n', sent: 'a\n' });
  });

  test('may be pasted in several lines', () => {
    assert.deepEqual(typed('one\r\ntwo\nthr'), { echo: 'one\r\ntwo\r\nthr', sent: 'one\ntwo\n' });
    assert.deepEqual(typed('ee\r'), { echo: 'ee\r\n', sent: 'three\n' });
  });

  test('leaves out keys that are no characters', () => {
    const arrowsAndMore = '\x1b[A\x1bOH\x1b[1;5C\x1b[3~\x1b\x07';
    assert.deepEqual(typed(`a${arrowsAndMore}b\r`), { echo: 'ab\r\n', sent: 'ab\n' });
  });

  test('ends with Ctrl+D on an empty line, and with it sends what stands in one', () => {
    assert.deepEqual(lines.type('ab\x04'), {
      echo: 'ab',
      sent: 'ab',
      ends: false,
      interrupts: false,
    });
    assert.deepEqual(lines.type('\x04lost'), { echo: '', sent: '', ends: true, interrupts: false });
  });

  test('is dropped with Ctrl+C, which interrupts the program', () => {
    const { echo, sent, interrupts } = lines.type('ab\x03');
    assert.deepEqual({ echo, sent, interrupts }, { echo: 'ab^C\r\n', sent: '', interrupts: true });
    assert.deepEqual(typed('c\r'), { echo: 'c\r\n', sent: 'c\n' });
  });

  /** Of keys that come one after the other. */
  function typed(...keys: readonly string[]): { readonly echo: string; readonly sent: string } {
    const all = keys.map((key) => lines.type(key));
    return {
      echo: all.map(({ echo }) => echo).join(''),
      sent: all.map(({ sent }) => sent).join(''),
    };
  }
});
