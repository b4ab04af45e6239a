import assert from 'node:assert/strict';
import { coreSignalName, distantNotes, readCoreHead } from '../../../src/domain/coreFile';

/** A core dump of a 64-bit program: one segment of memory, and notes behind it or before. */
function coreDump({ notesAt = 176, memorySize = 16, type = 4 } = {}): Buffer {
  const notes = Buffer.concat([
    note(1, statusOf(11)),
    note(3, Buffer.from(`${'\0'.repeat(56)}/w/app --fast`.padEnd(136, '\0'))),
    note(6, words(9, 0x5000, 3, 0x1040, 0, 0)),
    note(
      0x46494c45,
      Buffer.concat([
        words(2, 4096, 0x1000, 0x2000, 0, 0x7000, 0x8000, 0),
        Buffer.from('/w/bin/app\0/lib/libc.so.6\0'),
      ]),
    ),
  ]);
  const bytes = Buffer.alloc(notesAt + notes.length);
  bytes.write('\x7fELF\x02\x01', 'latin1');
  bytes.writeUInt16LE(type, 16);
  bytes.writeBigUInt64LE(64n, 32);
  bytes.writeUInt16LE(56, 54);
  bytes.writeUInt16LE(2, 56);
  segment(bytes, 64, 4, notesAt, notes.length);
  segment(bytes, 120, 1, notesAt + notes.length, memorySize);
  notes.copy(bytes, notesAt);
  return Buffer.concat([bytes, Buffer.alloc(memorySize)]);
}

function segment(bytes: Buffer, at: number, type: number, offset: number, size: number): void {
  bytes.writeUInt32LE(type, at);
  bytes.writeBigUInt64LE(BigInt(offset), at + 8);
  bytes.writeBigUInt64LE(BigInt(size), at + 32);
}

function note(type: number, data: Buffer): Buffer {
  const head = Buffer.alloc(12);
  head.writeUInt32LE(5, 0);
  head.writeUInt32LE(data.length, 4);
  head.writeUInt32LE(type, 8);
  const padding = Buffer.alloc((4 - (data.length % 4)) % 4);
  return Buffer.concat([head, Buffer.from('CORE\0\0\0\0'), data, padding]);
}

function statusOf(signal: number): Buffer {
  const data = Buffer.alloc(336);
  data.writeUInt16LE(signal, 12);
  return data;
}

function words(...values: readonly number[]): Buffer {
  const data = Buffer.alloc(values.length * 8);
  values.forEach((value, index) => data.writeBigUInt64LE(BigInt(value), index * 8));
  return data;
}

suite('the head of a core dump', () => {
  test('names program, command line and signal', () => {
    const dump = coreDump();
    assert.deepEqual(readCoreHead(dump, dump.length), {
      kind: 'core',
      program: '/w/bin/app',
      command: '/w/app --fast',
      signal: 11,
      truncated: false,
    });
    assert.equal(coreSignalName(11), 'SIGSEGV');
    assert.equal(coreSignalName(40), 'signal 40');
  });

  test('shows that the end is missing', () => {
    const dump = coreDump({ memorySize: 100 });
    const head = readCoreHead(dump.subarray(0, dump.length - 1), dump.length - 1);
    assert.ok(head.kind === 'core' && head.truncated);
  });

  test('may have its notes elsewhere, where they are read as well', () => {
    const dump = coreDump({ notesAt: 5000 });
    const head = dump.subarray(0, 1000);
    const offset = distantNotes(head);
    assert.equal(offset, 5000);
    const without = readCoreHead(head, dump.length);
    assert.deepEqual(without, { kind: 'core', command: '', signal: 0, truncated: false });
    const found = readCoreHead(head, dump.length, { offset, bytes: dump.subarray(offset) });
    assert.ok(found.kind === 'core' && found.program === '/w/bin/app');
    assert.equal(distantNotes(coreDump()), undefined);
  });

  test('is told from other files', () => {
    const kind = (...bytes: readonly number[]): unknown => readCoreHead(Buffer.from(bytes), 9);
    assert.deepEqual(kind(), { kind: 'empty' });
    assert.deepEqual(kind(1, 2, 3), { kind: 'other' });
    assert.deepEqual(kind(0x28, 0xb5, 0x2f, 0xfd, 1), { kind: 'compressed', format: 'zstd' });
    assert.deepEqual(kind(0x04, 0x22, 0x4d, 0x18), { kind: 'compressed', format: 'lz4' });
    assert.deepEqual(kind(0x1f, 0x8b, 8), { kind: 'compressed', format: 'gzip' });
    const program = coreDump({ type: 3 });
    assert.deepEqual(readCoreHead(program, program.length), { kind: 'other' });
  });

  test('may be cut anywhere', () => {
    const dump = coreDump();
    for (let length = 1; length < dump.length; length += 1) {
      const head = readCoreHead(dump.subarray(0, length), length);
      assert.ok(head.kind === 'other' || (head.kind === 'core' && head.truncated), `${length}`);
    }
  });
});
