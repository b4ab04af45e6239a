import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import process from 'node:process';
import fc from 'fast-check';
import { LineSplitter } from '../../../src/gdb/lineSplitter';
import { parseMiLine } from '../../../src/gdb/miParser';
import { MiTuple, type MiRecord, type MiValue } from '../../../src/gdb/miRecord';

/** `npm run fuzz` sets for how long each property is tried; without, each is tried for a moment. */
const seconds = Number(process.env['DRYDOCK_FUZZ_SECONDS'] ?? 0);
const effort =
  seconds > 0
    ? {
        numRuns: Number.MAX_SAFE_INTEGER,
        plugins: [fc.interruptAfterTimeLimit(seconds * 1000)],
      }
    : { numRuns: 200 };

const folder = 'test/unit/fixtures/mi';
/** What each gdb said in a session: breakpoints, a stop, values, registers, code, errors, the end. */
const sessions = readdirSync(folder).map((name) => ({
  name,
  bytes: readFileSync(`${folder}/${name}`),
}));

const name = fc.stringMatching(/^[a-z][a-z0-9_-]{0,8}$/);
const { value } = fc.letrec<{ value: MiValue; entry: [string, MiValue] }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 5, withCrossShrink: true },
    fc.string({ unit: 'binary', maxLength: 20 }),
    fc.array(tie('entry'), { maxLength: 4 }).map((entries) => new MiTuple(entries)),
    fc.array(tie('value'), { maxLength: 4 }),
  ),
  entry: fc.tuple(fc.oneof(name, fc.constant('')), tie('value')),
}));
const body = fc
  .array(fc.tuple(fc.oneof(name, fc.constant('')), value), { maxLength: 5 })
  .map((entries) => new MiTuple(entries));
const kinds = {
  result: ['done', 'running', 'connected', 'error', 'exit'],
  exec: ['stopped', 'running'],
  notify: ['thread-created', 'breakpoint-modified', 'cmd-param-changed'],
} as const;
const record: fc.Arbitrary<MiRecord> = fc.oneof(
  fc
    .tuple(fc.option(fc.nat(), { nil: undefined }), fc.constantFrom(...kinds.result), body)
    .map(([token, result, values]) => ({
      kind: 'result' as const,
      token,
      name: result,
      body: values,
    })),
  fc
    .tuple(fc.constantFrom(...kinds.exec), body)
    .map(([news, values]) => ({ kind: 'exec' as const, name: news, body: values })),
  fc
    .tuple(fc.constantFrom(...kinds.notify), body)
    .map(([news, values]) => ({ kind: 'notify' as const, name: news, body: values })),
  fc
    .tuple(
      fc.constantFrom('console' as const, 'target' as const, 'log' as const),
      fc.string({ unit: 'binary', maxLength: 40 }),
    )
    .map(([kind, text]) => ({ kind, text })),
);
/** Text of a program: any bytes, of which none is a line feed. */
const programLine = fc
  .uint8Array({ maxLength: 40 })
  .map((bytes) => Buffer.from(bytes.map((byte) => (byte === 0x0a ? 0x20 : byte))));

suite('fuzzing the parser of GDB/MI', function () {
  this.timeout(60_000 + seconds * 2000);

  test('whatever is written as gdb writes it is read back as it was', () => {
    fc.assert(
      fc.property(record, fc.infiniteStream(fc.nat(2)), (wanted, ways) => {
        assert.deepEqual(parseMiLine(Buffer.from(write(wanted, ways), 'latin1')), [wanted]);
      }),
      effort,
    );
  });

  for (const { name: session, bytes } of sessions) {
    test(`a session is read without a rest, wherever its bytes are cut (${session})`, () => {
      const whole = read([bytes]);
      assert.deepEqual(
        whole.filter(({ kind }) => kind === 'program'),
        [],
      );
      fc.assert(
        fc.property(fc.array(fc.integer({ min: 1, max: 2000 }), { minLength: 1 }), (sizes) => {
          assert.deepEqual(read(cut(bytes, sizes)), whole);
        }),
        seconds > 0 ? effort : { numRuns: 20 },
      );
    });

    test(`bytes of a session that are changed, lost or cut off lose no text (${session})`, () => {
      const lines = linesOf(bytes);
      fc.assert(
        fc.property(
          fc.constantFrom(...lines),
          fc.array(fc.tuple(fc.nat(), fc.nat(255)), { maxLength: 5 }),
          fc.nat(),
          (line, flips, end) => {
            const changed = Buffer.from(line.subarray(0, end % (line.length + 1)));
            for (const [at, byte] of flips) {
              changed[at % Math.max(1, changed.length)] = byte;
            }
            losesNothing(changed);
          },
        ),
        effort,
      );
    });
  }

  test('text of a program between records is kept, to the byte', () => {
    const lines = sessions.flatMap(({ bytes }) => linesOf(bytes));
    fc.assert(
      fc.property(
        fc.array(fc.tuple(programLine, fc.constantFrom(...lines))),
        fc.array(fc.integer({ min: 1, max: 300 }), { minLength: 1 }),
        (pairs, sizes) => {
          const said = pairs.filter(([text]) => isProgram(text));
          const bytes = Buffer.concat(
            said.flatMap(([text, line]) => [text, Buffer.from('\n'), line, Buffer.from('\n')]),
          );
          const text = read(cut(bytes, sizes)).map((each) =>
            each.kind === 'program' ? each.text : '',
          );
          assert.equal(text.join(''), said.map(([each]) => `${each.toString('utf8')}\n`).join(''));
        },
      ),
      effort,
    );
  });

  test('any bytes are read, and lose nothing', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => losesNothing(Buffer.from(bytes))),
      effort,
    );
  });

  // Work that grew with the square of the length would not end within the time limit of the test.
  test('long lines that look like MI everywhere are read in time', () => {
    const length = 200_000;
    for (const unit of [
      '1',
      '1^',
      '~"',
      '=a-b,',
      '*stopped,',
      '[',
      '{',
      '\\',
      '1^done,a="',
      '(gdb) ',
    ]) {
      losesNothing(Buffer.from(unit.repeat(length / unit.length)));
      losesNothing(Buffer.from(`1^done,a=${unit.repeat(length / unit.length)}`));
    }
  });

  test('a record of 50 MB is read, of plain text as of escapes', () => {
    for (const unit of ['0123456789abcdef', '\\303\\251\\"\\\\x\\n']) {
      const text = unit.repeat(50_000_000 / unit.length);
      const chunks = cut(Buffer.from(`7^done,contents="${text}"\n`), [65_536]);
      const [whole] = read(chunks);
      assert.ok(whole?.kind === 'result');
      const size = whole.body.text('contents')?.length ?? 0;
      assert.equal(size, unit.startsWith('0') ? text.length : (text.length / unit.length) * 5);
    }
  });
});

function read(chunks: readonly Buffer[]): readonly MiRecord[] {
  const records: MiRecord[] = [];
  const splitter = new LineSplitter((line) => records.push(...parseMiLine(line)));
  for (const chunk of chunks) {
    splitter.push(chunk);
  }
  splitter.end();
  return records;
}

function cut(bytes: Buffer, sizes: readonly number[]): readonly Buffer[] {
  const chunks: Buffer[] = [];
  for (let at = 0, turn = 0; at < bytes.length; turn += 1) {
    const size = sizes[turn % sizes.length] ?? 1;
    chunks.push(bytes.subarray(at, at + size));
    at += size;
  }
  return chunks;
}

function linesOf(bytes: Buffer): readonly Buffer[] {
  const lines: Buffer[] = [];
  new LineSplitter((line) => lines.push(line)).push(bytes);
  return lines;
}

function isProgram(line: Buffer): boolean {
  return parseMiLine(line).every(({ kind }) => kind === 'program');
}

/** A line is one record, or text, or text and the record that follows it. */
function losesNothing(line: Buffer): void {
  const [first, second, ...rest] = parseMiLine(line);
  assert.ok(first);
  assert.deepEqual(rest, []);
  if (first.kind !== 'program') {
    assert.equal(second, undefined);
  } else if (second === undefined) {
    assert.ok(first.text === `${line.toString('utf8')}\n`);
  } else {
    assert.notEqual(second.kind, 'program');
    assert.ok(line.toString('utf8').startsWith(first.text));
  }
}

function write(wanted: MiRecord, ways: fc.Stream<number>): string {
  const next = (): number => (ways.next() as IteratorYieldResult<number>).value;
  const signs = { result: '^', exec: '*', notify: '=', console: '~', target: '@', log: '&' };
  switch (wanted.kind) {
    case 'result':
      return `${wanted.token ?? ''}^${wanted.name}${writeBody(wanted.body, next)}`;
    case 'exec':
    case 'notify':
      return `${signs[wanted.kind]}${wanted.name}${writeBody(wanted.body, next)}`;
    case 'console':
    case 'target':
    case 'log':
      return `${signs[wanted.kind]}${writeText(wanted.text, next)}`;
    default:
      throw new Error(`A record of the kind "${wanted.kind}" is not written here.`);
  }
}

function writeBody({ entries }: MiTuple, next: () => number): string {
  return entries.map((entry) => `,${writeEntry(entry, next)}`).join('');
}

function writeEntry([key, entry]: readonly [string, MiValue], next: () => number): string {
  return key === '' ? writeValue(entry, next) : `${key}=${writeValue(entry, next)}`;
}

function writeValue(wanted: MiValue, next: () => number): string {
  if (typeof wanted === 'string') {
    return writeText(wanted, next);
  }
  return wanted instanceof MiTuple
    ? `{${wanted.entries.map((entry) => writeEntry(entry, next)).join()}}`
    : `[${wanted.map((each) => writeValue(each, next)).join()}]`;
}

const written: Readonly<Record<string, string>> = {
  '"': '\\"',
  '\\': '\\\\',
  '\n': '\\n',
  '\t': '\\t',
  '\r': '\\r',
  '\f': '\\f',
  '\b': '\\b',
  '\x07': '\\a',
  '\v': '\\v',
};

/** Each byte in one of the ways in which gdb may write it. */
function writeText(text: string, next: () => number): string {
  const bytes = [...Buffer.from(text)].map((byte) => {
    const character = String.fromCharCode(byte);
    const octal = `\\${byte.toString(8).padStart(3, '0')}`;
    const short = written[character];
    const mustEscape = short !== undefined || byte < 0x20;
    return next() === 0 ? octal : (short ?? (mustEscape ? octal : character));
  });
  return `"${bytes.join('')}"`;
}
