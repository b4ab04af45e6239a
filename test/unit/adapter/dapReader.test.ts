import assert from 'node:assert/strict';
import fc from 'fast-check';
import { DapReader } from '../../../src/adapter/client/dapReader';

/** What a reader makes of pieces of bytes: messages as they are, complaints in angle brackets. */
function read(chunks: readonly (Buffer | string)[]): readonly string[] {
  const seen: string[] = [];
  const reader = new DapReader({
    onMessage: (text) => seen.push(text),
    onGarbage: (sentence) => seen.push(`<${sentence}>`),
  });
  for (const chunk of chunks) {
    reader.push(Buffer.from(chunk));
  }
  return seen;
}

function framed(text: string): string {
  return `Content-Length: ${Buffer.byteLength(text)}\r\n\r\n${text}`;
}

suite('the reader of a DAP client', () => {
  test('gives the same messages wherever the pieces end', () => {
    fc.assert(
      fc.property(
        fc.array(fc.string({ unit: 'grapheme', minLength: 1 }), { maxLength: 5 }),
        fc.integer({ min: 1, max: 40 }),
        (messages, size) => {
          const bytes = Buffer.from(messages.map(framed).join(''));
          const chunks: Buffer[] = [];
          for (let at = 0; at < bytes.length; at += size) {
            chunks.push(bytes.subarray(at, at + size));
          }
          assert.deepEqual(read(chunks), messages);
        },
      ),
    );
  });

  test('takes other headers, and any case', () => {
    assert.deepEqual(read([`Content-Type: x\r\ncontent-length: 2\r\n\r\n{}`]), ['{}']);
  });

  test('passes by an empty message', () => {
    assert.deepEqual(read([framed(''), framed('a')]), ['a']);
  });

  test('skips a header whose length is none, and reads on', () => {
    for (const length of ['many', '-1', '1e3', '999999999999999', '0x10']) {
      const [complaint, message] = read([`Content-Length: ${length}\r\n\r\n`, framed('next')]);
      assert.equal(
        complaint,
        `<The client sent a DAP header with the length "${length}"; it was skipped.>`,
      );
      assert.equal(message, 'next');
    }
    assert.match(read(['Hello: there\r\n\r\n'])[0] ?? '', /header without "Content-Length"/);
  });

  test('skips bytes that are no DAP at all, and finds the next message', () => {
    const seen = read([Buffer.alloc(100_000, 'x'), framed('next')]);
    assert.match(seen[0] ?? '', /no DAP message/);
    assert.equal(seen.at(-1), 'next');
  });

  test('reads any bytes without an error', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 50 })), (chunks) => {
        read(chunks.map((chunk) => Buffer.from(chunk)));
      }),
    );
  });
});
