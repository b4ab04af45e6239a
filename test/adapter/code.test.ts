import assert from 'node:assert/strict';
import type { DebugProtocol } from '@vscode/debugprotocol';
import { suiteForEveryGdb, type DebugSuite } from '../support/everyGdb';

const programs = {
  code: ['code.cpp'],
  stripped: ['code.cpp', '-s', '-O2'],
};

type Instruction = DebugProtocol.DisassembledInstruction;

suiteForEveryGdb(
  'machine code',
  (debug) => {
    test('disassembles on both sides of an address, with lines and symbols', async () => {
      await stopAt(debug, 'twice');
      const { instructionPointerReference: memoryReference = '', source } = await debug.run.top();
      // What VS Code asks for when its view opens and when it is scrolled.
      for (const [instructionOffset, instructionCount] of [
        [-200, 400],
        [-50, 100],
        [0, 50],
        [0, 1],
        [-75, 25],
        [50, 50],
      ] as const) {
        const args = { memoryReference, instructionOffset, instructionCount };
        const instructions = await disassemble(debug, args);
        assert.equal(instructions.length, instructionCount);
        assertAscending(instructions);
        const origin = instructions[-instructionOffset];
        assert.ok(!origin || BigInt(origin.address) === BigInt(memoryReference));
      }
      const around = await disassemble(debug, {
        memoryReference,
        instructionOffset: -30,
        instructionCount: 80,
        resolveSymbols: true,
      });
      // Decoding backward comes to the same instructions as decoding the function from its beginning.
      const whole = await disassemble(debug, { memoryReference: 'twice', instructionCount: 12 });
      const begin = around.findIndex(({ address }) => address === whole[0]?.address);
      assert.ok(begin >= 0);
      assert.deepEqual(
        around.slice(begin, begin + 12).map(({ address, instruction }) => [address, instruction]),
        whole.map(({ address, instruction }) => [address, instruction]),
      );
      assert.equal(around[begin]?.symbol, 'twice(int)');
      assert.match(around[begin + 1]?.symbol ?? '', /^twice\(int\)\+\d+$/);
      const here = around[30];
      assert.equal(here?.address, memoryReference);
      assert.equal(here.line, await debug.container.line('twice', file));
      assert.match(here.instructionBytes ?? '', /^[\da-f]{2}( [\da-f]{2})*$/);
      const located = around.filter(({ location }) => location);
      assert.ok(located.some(({ location }) => location?.path === source?.path));
      assert.ok(located.length < around.length / 2);
      const main = await disassemble(debug, { memoryReference: 'main', instructionCount: 1 });
      assert.ok(main[0]?.line !== undefined);
    });

    test('fills with invalid instructions where memory cannot be read', async () => {
      await stopAt(debug, 'code');
      const show = async (offset: number, first: number, count: number): Promise<string> => {
        const instructions = await disassemble(debug, {
          memoryReference: 'page',
          offset,
          instructionOffset: first,
          instructionCount: count,
        });
        assertAscending(instructions);
        return instructions
          .map(({ instruction, presentationHint }) =>
            presentationHint === 'invalid' ? instruction : 'n',
          )
          .join('');
      };
      assert.equal(await show(0, -3, 6), '??????nnn');
      assert.equal(await show(4, -6, 8), '????nnnnnn');
      assert.equal(await show(4094, -3, 8), 'nnnnn??????');
      assert.equal(await show(4096, 3, 2), '????');
      const nowhere = await disassemble(debug, {
        memoryReference: '0x0',
        instructionOffset: -2,
        instructionCount: 4,
      });
      assert.deepEqual(
        nowhere.map(({ address }) => Number(address)),
        [-1, -1, 0, 1],
      );
      await assert.rejects(
        disassemble(debug, { memoryReference: '0x0', instructionCount: 1e9 }),
        /up to 20000 away/,
      );
      await assert.rejects(
        disassemble(debug, { memoryReference: 'nothing', instructionCount: 1 }),
        /No symbol "nothing"/,
      );
    });

    test('disassembles code without symbols, and libraries', async () => {
      await debug.run.client.request('initialize', { adapterID: 'container-gdb' });
      const program = `${debug.container.hostFolder}/stripped`;
      const launched = debug.run.client.request('launch', {
        container: debug.container.name,
        program,
        args: [],
      });
      await debug.run.client.event('initialized');
      await debug.run.client.request('setFunctionBreakpoints', {
        breakpoints: [{ name: 'printf' }],
      });
      await debug.run.client.request('configurationDone');
      await launched;
      await debug.run.stopped();
      const frames = await debug.run.frames();
      const addresses = frames.map(
        ({ instructionPointerReference = '' }) => instructionPointerReference,
      );
      assert.ok(addresses.length >= 2);
      for (const memoryReference of addresses) {
        const instructions = await disassemble(debug, {
          memoryReference,
          instructionOffset: -50,
          instructionCount: 100,
        });
        assert.equal(instructions.length, 100);
        assertAscending(instructions);
        assert.equal(instructions[50]?.address, memoryReference);
        assert.ok(!instructions.some(({ instruction }) => instruction.includes('(bad)')));
        // The one before ends where this one begins: a call for all but the innermost frame.
        const size = (instructions[49]?.instructionBytes ?? '').split(' ').length;
        assert.equal(
          BigInt(instructions[49]?.address ?? 0) + BigInt(size),
          BigInt(memoryReference),
        );
        const isCall = instructions[49]?.instruction.includes('call') ?? false;
        assert.ok(
          isCall || memoryReference === addresses[0] || memoryReference === addresses.at(-1),
        );
      }
    });

    test('reads memory up to what cannot be read', async () => {
      await stopAt(debug, 'code');
      const pageEnd = await read(debug, { memoryReference: 'page', offset: 4090, count: 100 });
      assert.deepEqual(bytes(pageEnd), Buffer.alloc(6, 0x90));
      assert.equal(pageEnd?.unreadableBytes, 94);
      const before = await read(debug, { memoryReference: 'page', offset: -10, count: 20 });
      assert.equal(before?.data, undefined);
      assert.equal(before?.unreadableBytes, 10);
      const text = await read(debug, { memoryReference: '&record.text', count: 6 });
      assert.equal(bytes(text).toString(), 'hello\0');
      assert.equal(text?.unreadableBytes, undefined);
      const array = await read(debug, { memoryReference: 'record.text', count: 5 });
      assert.equal(array?.address, text?.address);
      const byNumber = await read(debug, {
        memoryReference: text?.address ?? '',
        offset: 1,
        count: 4,
      });
      assert.equal(bytes(byNumber).toString(), 'ello');
      const structure = await read(debug, { memoryReference: 'record', count: 4 });
      assert.equal(bytes(structure).readInt32LE(), 42);
      const none = await read(debug, { memoryReference: 'page', count: 0 });
      assert.equal(none?.data, '');
      const top = await read(debug, { memoryReference: '0xfffffffffffffff0', count: 64 });
      assert.equal(top?.unreadableBytes, 64);
      await assert.rejects(
        read(debug, { memoryReference: 'page', count: 1e12 }),
        /At most 16 MiB of memory are read/,
      );
    });

    debug.testOnce('writes memory, and tells the client of what has changed', async () => {
      await stopAt(debug, 'code');
      const reference = { memoryReference: '&record', offset: 4 };
      await read(debug, { ...reference, count: 12 });
      const data = Buffer.from('HOWDY').toString('base64');
      assert.equal((await write(debug, { ...reference, data }))?.bytesWritten, 5);
      assert.deepEqual(await memoryEvent(debug), { ...reference, count: 5 });
      await debug.run.client.event('invalidated');
      assert.equal(bytes(await read(debug, { ...reference, count: 6 })).toString(), 'HOWDY\0');
      const edge = { memoryReference: 'page', offset: 4092 };
      const tooMuch = Buffer.alloc(10, 1).toString('base64');
      await assert.rejects(
        write(debug, { ...edge, data: tooMuch }),
        /has no memory at 0x\w+; nothing was written/,
      );
      const partial = await write(debug, { ...edge, data: tooMuch, allowPartial: true });
      assert.equal(partial?.bytesWritten, 4);
      const beyond = { memoryReference: 'page', offset: 4096, data, allowPartial: true };
      assert.equal((await write(debug, beyond))?.bytesWritten, 0);
      // What a person assigns is told, too; and every stop may have changed anything.
      await debug.run.evaluate('-exec set var record.text[0] = 65', 'repl');
      assert.deepEqual(await memoryEvent(debug), { ...reference, count: 1 });
      await debug.run.go('next');
      assert.deepEqual(await memoryEvent(debug), { ...reference, count: 12 });
    });
  },
  { programs },
);

const file = 'code.cpp';

async function stopAt(debug: DebugSuite, mark: string): Promise<void> {
  const breakpoints = [await debug.at(mark, {}, file)];
  await debug.run.launch('', {}, { file, breakpoints }, 'code');
  await debug.run.stopped();
}

async function disassemble(
  debug: DebugSuite,
  args: DebugProtocol.DisassembleArguments,
): Promise<readonly Instruction[]> {
  const body = await debug.run.client.request<DebugProtocol.DisassembleResponse>(
    'disassemble',
    args,
  );
  return body?.instructions ?? [];
}

async function read(
  debug: DebugSuite,
  args: DebugProtocol.ReadMemoryArguments,
): Promise<DebugProtocol.ReadMemoryResponse['body']> {
  return debug.run.client.request<DebugProtocol.ReadMemoryResponse>('readMemory', args);
}

async function write(
  debug: DebugSuite,
  args: DebugProtocol.WriteMemoryArguments,
): Promise<DebugProtocol.WriteMemoryResponse['body']> {
  return debug.run.client.request<DebugProtocol.WriteMemoryResponse>('writeMemory', args);
}

async function memoryEvent(debug: DebugSuite): Promise<DebugProtocol.MemoryEvent['body']> {
  return debug.run.client.event<DebugProtocol.MemoryEvent>('memory');
}

function bytes(body: DebugProtocol.ReadMemoryResponse['body']): Buffer {
  return Buffer.from(body?.data ?? '', 'base64');
}

function assertAscending(instructions: readonly Instruction[]): void {
  const addresses = instructions.map(({ address }) => BigInt(address));
  for (const [index, address] of addresses.entries()) {
    const previous = addresses[index - 1];
    assert.ok(previous === undefined || previous < address, `${index}: ${address}`);
  }
}
