import assert from 'node:assert/strict';
import fc from 'fast-check';
import { LineSplitter } from '../../../src/gdb/lineSplitter';

function split(chunks: readonly Buffer[]): string[] {
  const lines: string[] = [];
  const splitter = new LineSplitter((line) => lines.push(line.toString('utf8')));
  for (const chunk of chunks) {
    splitter.push(chunk);
  }
  splitter.end();
  return lines;
}

suite('the line splitter', () => {
  test('joins a line that comes in pieces, even within a character', () => {
    const bytes = Buffer.from('é\nb\n');
    assert.deepEqual(split([bytes.subarray(0, 1), bytes.subarray(1)]), ['é', 'b']);
  });

  test("keeps a carriage return, which may be the program's", () => {
    assert.deepEqual(split([Buffer.from('a\r\nb')]), ['a\r', 'b']);
  });

  test('gives the same lines wherever the chunks end', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ minLength: 1 })), fc.nat(20), (parts, size) => {
        const text = parts.join('\n');
        const bytes = Buffer.from(text);
        const chunks: Buffer[] = [];
        for (let at = 0; at < bytes.length; at += size + 1) {
          chunks.push(bytes.subarray(at, at + size + 1));
        }
        assert.deepEqual(split(chunks), split([bytes]));
      }),
    );
  });
});
