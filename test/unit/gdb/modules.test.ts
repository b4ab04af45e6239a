import assert from 'node:assert/strict';
import { MiTuple } from '../../../src/gdb/miRecord';
import { readLibrary, readProgramFile } from '../../../src/gdb/moduleCommands';

suite('modules', () => {
  test('finds the program and its addresses among the sections of all files', () => {
    const sections = [
      '\t0x000055de50fe32a8 - 0x000055de50fe32c4 is .interp',
      '\t0x000055de50fe4000 - 0x000055de50fe5000 is .text',
      '\t0x00007ff9152a1090 - 0x00007ff9152c02d0 is .text in /lib64/ld-linux-x86-64.so.2',
    ];
    for (const quoted of ["`/w/a program'", "'/w/a program'"]) {
      const text = ['Local exec file:', `\t${quoted}, file type elf64-x86-64.`, ...sections].join(
        '\n',
      );
      assert.deepEqual(readProgramFile(text), {
        path: '/w/a program',
        range: { low: 0x55de50fe32a8n, high: 0x55de50fe5000n },
      });
    }
    assert.equal(readProgramFile('\n'), undefined);
  });

  test('reads a library that is not placed yet', () => {
    const body = new MiTuple([
      ['id', '/lib/a.so'],
      ['target-name', '/lib/a.so'],
      ['symbols-loaded', '0'],
      ['ranges', [new MiTuple([])]],
    ]);
    assert.deepEqual(readLibrary(body), { path: '/lib/a.so', symbolsRead: false });
  });
});
