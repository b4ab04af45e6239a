import assert from 'node:assert/strict';
import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import type { Attachment } from '../../../src/engine/containerOperations';
import { attachedProcess } from '../../../src/workbench/terminals/attachedProcess';
import type { TerminalProcess } from '../../../src/workbench/terminals/execTerminal';

suite('a terminal on the first process of a container', () => {
  let stdin: PassThrough;
  let stdout: PassThrough;
  let stderr: PassThrough;
  let interrupts: number;

  setup(() => {
    stdin = new PassThrough();
    stdout = new PassThrough();
    stderr = new PassThrough();
    interrupts = 0;
  });

  test('without a terminal of its own gets whole lines, and shows what is typed', async () => {
    const { stdin: keys, stdout: shown } = attach({ tty: false });
    keys.write('heo');
    keys.write('\x7fllo\r');
    stdout.write('HELLO\n');
    keys.write('\x04');
    assert.equal(await text(stdin), 'hello\n');
    stdout.end();
    stderr.end('done\n');
    assert.equal(await text(shown), 'heo\b \bllo\r\nHELLO\r\ndone\r\n');
  });

  test('without a terminal of its own is interrupted by Ctrl+C', () => {
    const { stdin: keys } = attach({ tty: false });
    keys.write('\x03');
    assert.equal(interrupts, 1);
  });

  test('without a terminal of its own takes no key once its input has ended', async () => {
    const { stdin: keys, stdout: shown } = attach({ tty: false });
    keys.write('\x04');
    keys.write('late\r');
    assert.equal(await text(stdin), '');
    stdout.end();
    stderr.end();
    assert.equal(await text(shown), '');
  });

  test('whose output alone is shown is neither typed into nor interrupted', async () => {
    const { stdin: keys, stdout: shown } = attach({ tty: false, takesInput: false });
    keys.write('x\r\x03');
    stdout.end('out\n');
    stderr.end();
    assert.equal(await text(shown), 'out\r\n');
    assert.equal(interrupts, 0);
  });

  test('with a terminal of its own gets every key as it is', () => {
    const { stdin: keys } = attach({ tty: true });
    keys.write('a\x7f\x03\r');
    assert.equal(String(stdin.read()), 'a\x7f\x03\r');
    assert.equal(interrupts, 0);
  });

  function attach({
    tty,
    takesInput = true,
  }: {
    tty: boolean;
    takesInput?: boolean;
  }): TerminalProcess {
    const attachment: Attachment = {
      tty,
      stdin,
      stdout,
      stderr,
      ended: Promise.resolve(),
      resize: () => Promise.resolve(),
      dispose: () => undefined,
    };
    return attachedProcess(attachment, {
      exitCode: () => Promise.resolve(0),
      interrupt: () => (interrupts += 1),
      takesInput,
    });
  }
});
