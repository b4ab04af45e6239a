import assert from 'node:assert/strict';
import { LogBuffer } from '../../../../src/domain/log/logBuffer';
import { LogDocument } from '../../../../src/domain/log/logDocument';
import { everything, noQuery, type LogFilter } from '../../../../src/domain/log/logFilter';
import type { LogLevel, LogLine } from '../../../../src/domain/log/logLine';
import { textMatcher } from '../../../../src/domain/log/textMatcher';

const limits = { lines: 10_000, characters: 1_000_000 };

function line(text: string, level?: LogLevel): LogLine {
  return { text, stream: level === 'error' ? 'stderr' : 'stdout', time: 1, level };
}

function documentOf(...lines: readonly LogLine[]): LogDocument {
  const document = new LogDocument(limits);
  document.add(lines);
  readAll(document);
  return document;
}

function readAll(document: LogDocument): void {
  let isRead = document.advance();
  while (!isRead) {
    isRead = document.advance();
  }
}

function shown(document: LogDocument): string[] {
  return document.lines(document.first, document.end).map(({ text }) => text);
}

function look(document: LogDocument, filter: Partial<LogFilter>, find = ''): void {
  document.look({ ...everything, ...filter }, { ...noQuery, text: find });
  readAll(document);
}

suite('A log that is looked at', () => {
  test('shows what its filter lets pass: text, level and stream', () => {
    const document = documentOf(line('one'), line('two', 'error'), line('\u001b[31mt\u001b[0mwo'));
    look(document, { query: { ...noQuery, text: 'TWO' } });
    assert.deepEqual(shown(document), ['two', '\u001b[31mt\u001b[0mwo']);
    look(document, { hiddenLevels: ['error'] });
    assert.deepEqual(shown(document), ['one', '\u001b[31mt\u001b[0mwo']);
    look(document, { stream: 'stderr' });
    assert.deepEqual(shown(document), ['two']);
    look(document, { query: { text: '^t.o$', isRegex: true, matchCase: true } });
    assert.deepEqual(shown(document), ['two', '\u001b[31mt\u001b[0mwo']);
  });

  test('keeps its filter while the next one is no expression yet, and says why', () => {
    const document = documentOf(line('one'), line('two'));
    look(document, { query: { ...noQuery, text: 'two' } });
    look(document, { query: { text: '(', isRegex: true, matchCase: false } });
    assert.deepEqual(shown(document), ['two']);
    assert.match(document.filterProblem ?? '', /Unterminated group/);
  });

  test('finds the next match and the one before, round both ends, among what is shown', () => {
    const document = documentOf(line('a1'), line('b'), line('a2'), line('a3', 'error'), line('c'));
    look(document, { hiddenLevels: ['error'] }, 'a');
    assert.equal(document.matches, 2);
    assert.deepEqual(document.match(-1, true), { position: 0, index: 1 });
    assert.deepEqual(document.match(0, true), { position: 2, index: 2 });
    assert.deepEqual(document.match(2, true), { position: 0, index: 1 });
    assert.deepEqual(document.match(0, false), { position: 2, index: 2 });
    assert.deepEqual(document.match(3, false), { position: 2, index: 2 });
    look(document, {}, 'nothing');
    assert.equal(document.match(0, true), undefined);
  });

  test('sees what comes after the filter was set', () => {
    const document = documentOf(line('one'));
    look(document, { query: { ...noQuery, text: 'o' } }, 'tw');
    document.add([line('two'), line('six')]);
    readAll(document);
    assert.deepEqual(shown(document), ['one', 'two']);
    assert.equal(document.matches, 1);
  });

  test('lets old lines go, and the positions of the others stay', () => {
    const document = new LogDocument(limits);
    look(document, { query: { ...noQuery, text: '0' } });
    for (let number = 0; number < 20_000; number += 1) {
      document.add([line(String(number))]);
      document.advance();
    }
    assert.ok(document.kept >= 10_000 && document.kept < 15_000, String(document.kept));
    const [oldest] = document.lines(document.first, document.first + 1);
    assert.equal(oldest?.text, String(oldest?.number));
    assert.ok(document.first > 0);
    assert.deepEqual(
      document.lines(0, document.end).map(({ text }) => text),
      shown(document),
    );
  });

  test('is bounded by its characters too', () => {
    const buffer = new LogBuffer({ lines: 1_000_000, characters: 1_000_000 });
    for (let count = 0; count < 20_000; count += 1) {
      buffer.add(line('x'.repeat(200)));
    }
    assert.ok((buffer.end - buffer.first) * 200 < 1_000_000 + 4096 * 200);
    assert.equal(buffer.at(buffer.first - 1), undefined);
    assert.equal(buffer.at(buffer.end), undefined);
  });

  test('is cleared, and goes on', () => {
    const document = documentOf(line('one'));
    document.clear();
    document.add([line('two')]);
    readAll(document);
    assert.deepEqual(shown(document), ['two']);
    assert.equal(document.kept, 1);
  });

  test('is copied without colours, with its times where they are shown', () => {
    const document = documentOf(line('\u001b[31mone\u001b[0m'), line('two'));
    const text = (timestamps: boolean): string =>
      [...document.text(document.first, document.end, timestamps)].join('');
    assert.equal(text(false), 'one\ntwo\n');
    assert.equal(text(true), '1970-01-01T00:00:00.001Z one\n1970-01-01T00:00:00.001Z two\n');
  });
});

suite('What is looked for', () => {
  test('is taken as it is written, unless it is an expression', () => {
    const matcher = textMatcher({ text: 'a.(b)', isRegex: false, matchCase: false });
    assert.ok('ranges' in matcher);
    assert.deepEqual(matcher.ranges('A.(B) axb a.(b)'), [0, 5, 10, 15]);
  });

  test('marks nothing where an expression matches the empty text', () => {
    const matcher = textMatcher({ text: 'x*', isRegex: true, matchCase: true });
    assert.ok('ranges' in matcher);
    assert.deepEqual(matcher.ranges('axb'), [1, 2]);
  });
});
