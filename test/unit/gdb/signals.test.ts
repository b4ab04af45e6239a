import assert from 'node:assert/strict';
import { gdbSignalName, readSignalTable } from '../../../src/gdb/signalCommands';
import { accessOf } from '../../../src/gdb/signalInfo';

suite('signals in gdb', () => {
  test('are read from its table', () => {
    const table = `Signal        Stop\tPrint\tPass to program\tDescription

SIGHUP        Yes\tYes\tYes\t\tHangup
SIGINT        Yes\tYes\tNo\t\tInterrupt
SIGALRM       No\tNo\tYes\t\tAlarm clock
SIG34         Yes\tYes\tYes\t\tReal-time event 34
EXC_BAD_ACCESS Yes\tYes\tYes\t\tCould not access memory

Use the "handle" command to change these tables.
`;
    assert.deepEqual(
      readSignalTable(table).map(({ name, meaning, stop, pass }) => [name, meaning, stop, pass]),
      [
        ['SIGHUP', 'Hangup', true, true],
        ['SIGINT', 'Interrupt', true, false],
        ['SIGALRM', 'Alarm clock', false, true],
        ['SIG34', 'Real-time event 34', true, true],
      ],
    );
  });

  for (const [written, name] of [
    ['SIGUSR1', 'SIGUSR1'],
    [' usr1 ', 'SIGUSR1'],
    ['SIGRTMIN', 'SIG34'],
    ['SIGRTMIN+2', 'SIG36'],
    ['RTMAX-1', 'SIG63'],
  ] as const) {
    test(`have the name ${name} when "${written}" is written`, () => {
      assert.equal(gdbSignalName(written), name);
    });
  }

  for (const [instruction, access] of [
    ['movl   $0x1,(%rax)', 'writing'],
    ['mov    0x108(%rsp),%rax', 'reading'],
    ['mov    %eax,(%rdx,%rcx,4)', 'writing'],
    ['cmpl   $0x3,0x8(%rax)', 'reading'],
    ['cmp    %eax,(%rdx)', 'reading'],
    ['addl   $0x1,0x4(%rax)', 'writing'],
    ['call   *(%rax)', 'reading'],
    ['rep stos %al,%es:(%rdi)', 'writing'],
    ['movsbl (%rax),%eax', 'reading'],
    ['movsd  %xmm0,(%rax)', 'writing'],
    ['vmovdqu %ymm0,(%rdi)', 'writing'],
    ['lock cmpxchg %edx,(%rdi)', 'writing'],
    ['mov    0x2ee5(%rip),%rax        # 0x555555558010', 'reading'],
    ['mov    %eax,%ebp', undefined],
    ['hlt', undefined],
    ['str     w1, [x0]', 'writing'],
    ['ldr     w0, [x0, #20]', 'reading'],
  ] as const) {
    test(`came from an instruction that is ${access ?? 'neither reading nor writing'}: ${instruction}`, () => {
      assert.equal(accessOf(instruction), access);
    });
  }
});
