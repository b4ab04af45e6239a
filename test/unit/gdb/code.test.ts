import assert from 'node:assert/strict';
import { readInstructions } from '../../../src/gdb/disassembleCommands';
import { readBlocks } from '../../../src/gdb/memoryCommands';
import { parseMiLine } from '../../../src/gdb/miParser';
import { MiTuple } from '../../../src/gdb/miRecord';

suite('code and memory', () => {
  const body = (text: string): MiTuple => {
    const [record] = parseMiLine(Buffer.from(`1^done,${text}`));
    return record?.kind === 'result' ? record.body : MiTuple.empty;
  };

  test('reads instructions with their lines, and lines without instructions', () => {
    const instructions = readInstructions(
      body(
        'asm_insns=[src_and_asm_line={line="10",file="a.cpp",fullname="/w/a.cpp",line_asm_insn=[{address="0x0000563a4a855780",func-name="outer(int)",offset="0",opcodes="90",inst="nop"}]},src_and_asm_line={line="11",file="a.cpp",fullname="/w/a.cpp",line_asm_insn=[]},src_and_asm_line={line="15",file="a.cpp",fullname="/w/a.cpp",line_asm_insn=[{address="0x0000563a4a855781",func-name="outer(int)",offset="1",opcodes="8d 44 3f 05",inst="lea    0x5(%rdi,%rdi,1),%eax"},{address="0x0000563a4a855785",opcodes="c3",inst="ret    "}]}]',
      ),
    );
    assert.deepEqual(instructions, [
      {
        address: 0x563a4a855780n,
        text: 'nop',
        bytes: '90',
        end: 0x563a4a855781n,
        functionName: 'outer(int)',
        offset: 0,
        sourcePath: '/w/a.cpp',
        line: 10,
      },
      {
        address: 0x563a4a855781n,
        text: 'lea    0x5(%rdi,%rdi,1),%eax',
        bytes: '8d 44 3f 05',
        end: 0x563a4a855785n,
        functionName: 'outer(int)',
        offset: 1,
        sourcePath: '/w/a.cpp',
        line: 15,
      },
      {
        address: 0x563a4a855785n,
        text: 'ret',
        bytes: 'c3',
        end: 0x563a4a855786n,
        sourcePath: '/w/a.cpp',
        line: 15,
      },
    ]);
  });

  test('reads instructions without lines', () => {
    const instructions = readInstructions(
      body(
        'asm_insns=[{address="0x10",func-name="f",offset="-4",opcodes="c0 03 5f d6",inst="ret"}]',
      ),
    );
    assert.deepEqual(instructions, [
      { address: 16n, text: 'ret', bytes: 'c0 03 5f d6', end: 20n, functionName: 'f', offset: -4 },
    ]);
  });

  test('reads the readable pieces of a range', () => {
    assert.deepEqual(
      readBlocks(
        body(
          'memory=[{begin="0x0000000000001000",offset="0x0000000000000032",end="0x0000000000001002",contents="90ff"},{begin="0x2000",offset="0x1032",end="0x2001",contents="00"}]',
        ),
      ),
      [
        { begin: 0x1000n, bytes: Buffer.from([0x90, 0xff]) },
        { begin: 0x2000n, bytes: Buffer.from([0]) },
      ],
    );
  });
});
