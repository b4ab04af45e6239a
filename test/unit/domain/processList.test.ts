import assert from 'node:assert/strict';
import { terminalHolder } from '../../../src/adapter/terminal/inferiorTerminal';
import {
  attachableProcesses,
  commandLine,
  parseProcessList,
  processName,
  type ProcessInfo,
} from '../../../src/domain/processList';
import { gdbArguments } from '../../../src/gdb/gdbArguments';

suite('the list of processes', () => {
  const record = (
    id: number,
    args: readonly string[],
    { name = 'app', parent = 1, uid = 0, state = 'S (sleeping)', tracer = 0, memory = true } = {},
  ): string =>
    [
      `\x1e${id}`,
      `Name:\t${name}`,
      `State:\t${state}`,
      `PPid:\t${parent}`,
      `TracerPid:\t${tracer}`,
      `Uid:\t999\t${uid}\t${uid}\t${uid}`,
      'Gid:\t50\t51\t50\t50',
      ...(memory ? ['VmSize:\t  100 kB'] : []),
      'nonvoluntary_ctxt_switches:\t1',
      args.map((arg) => `${arg}\0`).join(''),
    ].join('\n');
  const head = '42\nroot:x:0:0:root:/root:/bin/bash\nada:x:1000:1000::/home/ada:/bin/sh\n';
  const read = (...records: readonly string[]): readonly ProcessInfo[] =>
    parseProcessList(head + records.join(''));

  test('has number, parent, effective user by name, and the whole command line', () => {
    const [process] = read(record(7, ['/w/app', '', 'two words'], { uid: 1000, tracer: 9 }));
    assert.deepEqual(process, {
      processId: 7,
      parentId: 1,
      name: 'app',
      args: ['/w/app', '', 'two words'],
      userId: 1000,
      groupId: 51,
      user: 'ada',
      state: 'alive',
      tracerId: 9,
    });
    assert.equal(commandLine(process), '/w/app "" "two words"');
  });

  test('keeps line breaks of a command line, and numbers users without a name', () => {
    const [process] = read(record(7, ['sh', '-c', 'a\nb'], { uid: 77 }));
    assert.deepEqual(process?.args, ['sh', '-c', 'a\nb']);
    assert.equal(process.user, '77');
  });

  test('leaves out what made it, and what has ended meanwhile', () => {
    const gone = '\x1e8\n';
    const ids = read(
      record(42, ['sh']),
      record(43, ['cat'], { parent: 42 }),
      gone,
      record(5, ['a']),
    );
    assert.deepEqual(
      ids.map(({ processId }) => processId),
      [5],
    );
  });

  test('offers nothing that cannot be attached to, nor what Drydock runs for itself', () => {
    const all = read(
      record(2, [], { state: 'Z (zombie)', memory: false }),
      record(3, [], { name: 'kworker', memory: false }),
      record(4, gdbArguments('/opt/gdb', false)),
      record(5, terminalHolder(4, 'gdb', 'echo')),
      record(6, ['gdb', './app']),
      record(7, ['/w/app']),
    );
    assert.deepEqual(
      attachableProcesses(all).map(({ processId }) => processId),
      [6, 7],
    );
    assert.deepEqual(
      all.map(({ state }) => state),
      ['zombie', 'kernel', 'alive', 'alive', 'alive', 'alive'],
    );
  });

  test('names a process by its program, unless it calls itself otherwise', () => {
    const name = (given: string, ...args: readonly string[]): string => {
      const [process] = read(record(7, args, { name: given }));
      assert.ok(process);
      return processName(process);
    };
    assert.equal(name('a-very-long-nam', '/w/a-very-long-name'), 'a-very-long-name');
    assert.equal(name('worker', 'nginx: worker process'), 'worker');
    assert.equal(name('kthreadd'), 'kthreadd');
  });
});
