import assert from 'node:assert/strict';
import { ansiSpans } from '../../../../src/domain/log/ansiSpans';
import { LineSplitter } from '../../../../src/domain/log/lineSplitter';
import { levelOf } from '../../../../src/domain/log/logLevel';
import { LogReader } from '../../../../src/domain/log/logReader';
import { readStamp } from '../../../../src/domain/log/logStamp';

const stamp = (nanoseconds: number): string =>
  `2026-11-25T13:11:19.${String(nanoseconds).padStart(9, '0')}Z`;
const bytes = (text: string): Buffer => Buffer.from(text);

suite('The lines of a log', () => {
  test('are the same however the bytes are cut, also within a character', () => {
    const text = 'früh\r\n🚢 ahoy\n\nlast';
    const whole = Buffer.from(text);
    for (let cut = 0; cut <= whole.length; cut += 1) {
      const splitter = new LineSplitter();
      const lines = [
        ...splitter.take(whole.subarray(0, cut)),
        ...splitter.take(whole.subarray(cut)),
        ...splitter.end(),
      ];
      assert.deepEqual(lines, ['früh', '🚢 ahoy', '', 'last'], `cut at ${cut}`);
    }
  });

  test('are cut where a program never ends one', () => {
    const lines = new LineSplitter().take(Buffer.alloc(1_000_001, 'x'));
    assert.deepEqual(
      lines.map(({ length }) => length),
      [1_000_001],
    );
  });

  test("lose the engine's timestamp, also within a long line that the engine keeps in pieces", () => {
    const piece = 'a'.repeat(16_384);
    assert.deepEqual(readStamp(`${stamp(5)} hello`), {
      stamp: stamp(5),
      time: Date.parse('2026-11-25T13:11:19Z'),
      text: 'hello',
    });
    assert.equal(readStamp(`${stamp(1)} ${piece}${stamp(2)} b`).text, `${piece}b`);
    assert.equal(readStamp(`${stamp(1)} a ${stamp(2)} b`).text, `a ${stamp(2)} b`);
    assert.deepEqual(readStamp('no stamp'), { stamp: '', time: undefined, text: 'no stamp' });
  });

  test('of two streams are put in the order in which they were written', () => {
    const reader = new LogReader();
    reader.take('stdout', bytes(`${stamp(1)} one\n${stamp(3)} three\n`));
    reader.take('stderr', bytes(`${stamp(2)} two\n`));
    assert.deepEqual(
      reader.lines().map(({ text, stream }) => `${text} ${stream}`),
      ['one stdout', 'two stderr', 'three stdout'],
    );
  });

  test('are not given twice after a break in the connection', () => {
    const reader = new LogReader();
    reader.take('stdout', bytes(`${stamp(1)} one\n${stamp(2)} two\n`));
    reader.end();
    assert.equal(reader.lastTime, Date.parse('2026-11-25T13:11:19Z'));
    reader.take('stdout', bytes(`${stamp(2)} two\n${stamp(3)} three\n`));
    assert.deepEqual(
      reader.lines().map(({ text }) => text),
      ['one', 'two', 'three'],
    );
  });

  test('have the level of the line that they go on from', () => {
    const reader = new LogReader();
    reader.take('stderr', bytes('ERROR it failed\n    at f (a.js:3:1)\nCaused by: x\nready\n'));
    assert.deepEqual(
      reader.lines().map(({ level }) => level),
      ['error', 'error', 'error', undefined],
    );
  });
});

suite('The level of a line', () => {
  for (const [line, expected] of [
    ['2026-11-25 13:11:19,000 ERROR [main] it failed', 'error'],
    ['time="2026-11-25" level=warning msg="disk is full"', 'warning'],
    ['{"level":"info","msg":"ready"}', 'info'],
    ['{"level":50,"msg":"no"}', 'error'],
    ['{"level":20,"msg":"hm"}', 'debug'],
    ['2026/11/25 13:11:19 [warn] 7#7: a buffered response', 'warning'],
    ['E1125 13:11:19.000000       1 file.cc:12] text', 'error'],
    ['<6>kernel says', 'info'],
    ['main.cpp:3:5: error: expected ;', 'error'],
    ['warning: unused', 'warning'],
    ['Traceback (most recent call last):', 'error'],
    ["terminate called after throwing an instance of 'std::runtime_error'", 'error'],
    ['DEBUG: connected', 'debug'],
    ['no errors were found', undefined],
    ['std::error::code', undefined],
    ['TERRORS AND INFORMATION-DESK', undefined],
    ['GET /info HTTP/1.1', undefined],
    ['', undefined],
  ] as const) {
    test(`"${line}" is ${expected ?? 'none'}`, () => {
      assert.equal(levelOf(line), expected);
    });
  }
});

suite('The colours of a line', () => {
  const e = '\u001b';

  test('are those of the theme, of the palette of 256 and of 24 bits', () => {
    const line = `a${e}[1;31mb${e}[38;5;196mc${e}[48;2;1;2;3md${e}[0me`;
    assert.deepEqual(ansiSpans(line), [
      { text: 'a', style: {} },
      { text: 'b', style: { bold: true, foreground: 1 } },
      { text: 'c', style: { bold: true, foreground: '#ff0000' } },
      { text: 'd', style: { bold: true, foreground: '#ff0000', background: '#010203' } },
      { text: 'e', style: {} },
    ]);
  });

  test('end with the default colour, and other sequences leave no trace', () => {
    const line = `${e}[92mok${e}[39m on${e}[K${e}]8;;https://x${e}\\link`;
    assert.deepEqual(
      ansiSpans(line).map(({ text, style }) => [text, style.foreground]),
      [
        ['ok', 10],
        [' on', undefined],
        ['link', undefined],
      ],
    );
  });
});
