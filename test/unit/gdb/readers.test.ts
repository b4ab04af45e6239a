import assert from 'node:assert/strict';
import { readBreakpoint } from '../../../src/gdb/breakpointReport';
import { quoteMi } from '../../../src/gdb/miQuote';
import { parseMiLine } from '../../../src/gdb/miParser';
import type { MiTuple } from '../../../src/gdb/miRecord';
import { programWords } from '../../../src/gdb/programWords';
import { readStop } from '../../../src/gdb/stopReport';

function bodyOf(text: string): MiTuple {
  const [record] = parseMiLine(Buffer.from(text));
  assert.ok(record && 'body' in record);
  return record.body;
}

suite("reading gdb's reports", () => {
  test('a breakpoint with several locations tells all addresses, in either form', () => {
    const main = 'number="2",type="breakpoint",addr="<MULTIPLE>",times="1",ignore="3"';
    const places =
      '{number="2.1",addr="0x1",func="f()",fullname="/a.h",line="3"},{number="2.2",addr="0x2"}';
    for (const text of [
      `^done,bkpt={${main}},${places}`,
      `^done,bkpt={${main},locations=[${places}]}`,
    ]) {
      assert.deepEqual(readBreakpoint(bodyOf(text)), {
        number: '2',
        type: 'breakpoint',
        bound: true,
        sourcePath: '/a.h',
        line: 3,
        addresses: ['0x1', '0x2'],
        functions: ['f()'],
        hits: 1,
        ignoreCount: 3,
        temporary: false,
      });
    }
  });

  test('a pending breakpoint is not bound', () => {
    const body = bodyOf('^done,bkpt={number="1",addr="<PENDING>",times="0"}');
    assert.equal(readBreakpoint(body).bound, false);
  });

  test('the exit code is octal', () => {
    const stop = readStop(bodyOf('*stopped,reason="exited",exit-code="012"'));
    assert.deepEqual(stop, { kind: 'exited', exitCode: 10 });
  });

  test('the end by a signal names the signal', () => {
    const stop = readStop(
      bodyOf('*stopped,reason="exited-signalled",signal-name="SIGSEGV",signal-meaning="Bad"'),
    );
    assert.deepEqual(stop, { kind: 'killed', signal: 'SIGSEGV', meaning: 'Bad' });
  });
});

suite('writing for gdb', () => {
  test('a parameter is quoted only when it must be', () => {
    assert.equal(quoteMi('/a/b.cpp:12'), '/a/b.cpp:12');
    assert.equal(quoteMi(''), '""');
    assert.equal(quoteMi('a "b" \\c'), '"a \\"b\\" \\\\c"');
  });

  test('plain arguments need no shell', () => {
    assert.deepEqual(programWords({ args: ['a', '--b=$HOME'], tty: '/dev/pts/0' }), {
      text: 'a --b=$HOME',
      shell: false,
    });
  });

  test('arguments with blanks are quoted for the shell', () => {
    assert.deepEqual(programWords({ args: ["it's", 'two words', ''], tty: '/dev/pts/0' }), {
      text: `'it'\\''s' 'two words' ''`,
      shell: true,
    });
  });

  test('a program without a terminal does not read what is meant for gdb', () => {
    assert.deepEqual(programWords({ args: [] }), { text: '</dev/null', shell: true });
  });
});
