import assert from 'node:assert/strict';
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { GroupLine, killGroup, wrapInGroup } from '../../../src/engine/processGroup';

suite('A process group', () => {
  test('is made by setsid where the runtime made none, and ends as a whole', async () => {
    // Node starts its children in its own group, as no container runtime does.
    const [program = '', ...args] = wrapInGroup(['sh', '-c', 'sleep 1114 & sleep 1114']);
    const child = spawn(program, args, { stdio: ['ignore', 'ignore', 'pipe'] });
    const line = new GroupLine();
    child.stderr.on('data', (chunk: Buffer) => line.take(chunk));
    const group = await line.found;
    assert.deepEqual(group, { id: child.pid, isGroup: true });
    const exited = once(child, 'exit');
    await killGroup(group, 'TERM', run);
    await exited;
    assert.doesNotMatch(await run(['ps', '-eo', 'args']), /sleep 1114$/m);
  });

  test('is announced on a line that the reader of stderr does not see', async () => {
    const line = new GroupLine();
    const seen = [...Buffer.from('drydock-group 42\nreal error\n')].map((byte) =>
      line.take(Buffer.from([byte])).toString('latin1'),
    );
    assert.equal(seen.join(''), 'real error\n');
    assert.deepEqual(await line.found, { id: 42, isGroup: true });
  });

  test('that is not announced leaves stderr as it is', async () => {
    const line = new GroupLine();
    assert.equal(line.take(Buffer.from('OCI runtime exec')).length, 0);
    assert.equal(line.end().toString(), 'OCI runtime exec');
    assert.equal(await line.found, undefined);
  });

  test('is gone when nobody is left to be killed', async () => {
    let asked = 0;
    await killGroup({ id: 42, isGroup: true }, 'TERM', () => {
      asked += 1;
      return Promise.resolve('');
    });
    assert.equal(asked, 1);
  });
});

/** Resolves with what a program prints, whatever its exit code. */
function run(argv: readonly string[]): Promise<string> {
  const [program = '', ...args] = argv;
  return new Promise((resolve) => {
    execFile(program, args, (_, stdout) => resolve(stdout));
  });
}
