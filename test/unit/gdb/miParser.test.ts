import assert from 'node:assert/strict';
import fc from 'fast-check';
import { parseMiLine } from '../../../src/gdb/miParser';
import { MiTuple, type MiRecord } from '../../../src/gdb/miRecord';

function parse(text: string): readonly MiRecord[] {
  return parseMiLine(Buffer.from(text));
}

function bodyOf(text: string): MiTuple {
  const [record] = parse(text);
  assert.ok(record && 'body' in record, `no record: ${text}`);
  return record.body;
}

suite('a line of GDB/MI', () => {
  test('is a result with its token', () => {
    assert.deepEqual(parse('12^done'), [
      { kind: 'result', token: 12, name: 'done', body: MiTuple.empty },
    ]);
  });

  test('is news with nested values', () => {
    const body = bodyOf(
      '*stopped,reason="breakpoint-hit",frame={addr="0x1",args=[{name="c",value="1"}]},thread-id="1"',
    );
    assert.equal(body.text('reason'), 'breakpoint-hit');
    assert.equal(body.tuple('frame')?.tuples('args')[0]?.text('name'), 'c');
    assert.equal(body.number('thread-id'), 1);
  });

  test('keeps every value of a name that is repeated', () => {
    const body = bodyOf('^done,stack=[frame={level="0"},frame={level="1"}],a="1",a="2"');
    assert.deepEqual(
      body.tuples('stack').map((frame) => frame.number('level')),
      [0, 1],
    );
    assert.deepEqual(body.all('a'), ['1', '2']);
  });

  test('may hold the nameless tuples in which MI 2 writes the locations of a breakpoint', () => {
    const body = bodyOf('^done,bkpt={number="1",addr="<MULTIPLE>"},{number="1.1"},{number="1.2"}');
    assert.equal(body.tuple('bkpt')?.text('number'), '1');
    assert.equal(body.all('').length, 2);
  });

  test('may hold a tuple of values without names', () => {
    const body = bodyOf('^done,bkpt={number="1",script={"silent","print x"}}');
    assert.deepEqual(body.tuple('bkpt')?.tuple('script')?.all(''), ['silent', 'print x']);
  });

  test('has its octal escapes read as bytes of UTF-8', () => {
    assert.deepEqual(parse('~"h\\303\\251llo \\"you\\"\\n"'), [
      { kind: 'console', text: 'héllo "you"\n' },
    ]);
  });

  test('may be the prompt', () => {
    assert.deepEqual(parse('(gdb) '), [{ kind: 'prompt' }]);
  });

  test('that is no record is text of the program', () => {
    for (const text of ['hello', '^not a record', '=', '~"open', '12', '^done,x={']) {
      assert.deepEqual(parse(text), [{ kind: 'program', text: `${text}\n` }]);
    }
  });

  test('may begin with text of the program that has no line end', () => {
    assert.deepEqual(
      parse('name? *stopped,reason="exited-normally"').map((record) =>
        record.kind === 'program' ? record.text : record.kind,
      ),
      ['name? ', 'exec'],
    );
  });

  test('of any bytes is read without an error', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), (bytes) => {
        parseMiLine(Buffer.from(bytes));
      }),
    );
  });

  test('gives back any text that was written as gdb writes it', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const written = [...Buffer.from(text)]
          .map((byte) => `\\${byte.toString(8).padStart(3, '0')}`)
          .join('');
        assert.deepEqual(parse(`~"${written}"`), [
          { kind: 'console', text: Buffer.from(text).toString('utf8') },
        ]);
      }),
    );
  });

  test('with one byte changed is still read without an error', () => {
    const line = Buffer.from(
      '7^done,bkpt={number="1",locations=[{number="1.1",addr="0x1"}],script={"a"},times="0"}',
    );
    fc.assert(
      fc.property(fc.nat(line.length - 1), fc.nat(255), (at, byte) => {
        const changed = Buffer.from(line);
        changed[at] = byte;
        assert.ok(parseMiLine(changed).length > 0);
      }),
    );
  });
});
